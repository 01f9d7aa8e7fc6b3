using AutoMapper;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.EmailAddresses;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Application.Login;
using CleanAuth.Application.Paging;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Registration;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CleanAuth.Application.UnitTests;

/// <summary>
/// The stubbed ports of the use cases. By default no account exists, every password is wrong, none is common or breached, no token
/// is valid, and nothing can be consumed or ended. A test overrides what it needs, and checks at the end what was saved and issued.
/// </summary>
internal sealed class Ports
{
    private readonly SavedEntities added = new();
    private readonly List<AttemptCounter> storedCounters = [];
    private readonly HashSet<string> countersOfOtherAccounts = [];
    private readonly Dictionary<Guid, User> registered = [];
    private readonly Dictionary<Guid, Func<User?>> changed = [];
    private readonly User actor = Admin.Staff.NewUser();
    private PasswordVerificationResult passwordResult = PasswordVerificationResult.Failed;

    public Ports()
    {
        Accounts = new FakeAccountUpdates(Find, Save);
        Register(actor);
        Users.Setup(users => users.ReadEmailsAsync(It.IsAny<IReadOnlyCollection<Guid>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Dictionary<Guid, string>());
        Users.Setup(users => users.Add(It.IsAny<User>())).Callback<User>(added.Users.Add);
        Sessions.Setup(sessions => sessions.Add(It.IsAny<RefreshToken>())).Callback<RefreshToken>(added.Tokens.Add);
        Sessions.Setup(sessions => sessions.Add(It.IsAny<Session>())).Callback<Session>(added.Sessions.Add);
        Events.Setup(events => events.Add(It.IsAny<SecurityEventKind>(), It.IsAny<Guid?>(), It.IsAny<Guid?>()))
            .Callback<SecurityEventKind, Guid?, Guid?>((kind, userId, sessionId) => added.Events.Add(new(kind, userId, sessionId)));
        Events.Setup(events => events.Enqueue(It.IsAny<SecurityEventKind>(), It.IsAny<Guid?>(), It.IsAny<Guid?>()))
            .Callback<SecurityEventKind, Guid?, Guid?>((kind, userId, sessionId) => LaterEvents.Add(new(kind, userId, sessionId)));
        Revocations
            .Setup(revocations => revocations.RevokeAll(
                It.IsAny<User>(), It.IsAny<SessionEndReason>(), It.IsAny<DateTimeOffset>(), It.IsAny<Guid?>()))
            .Callback<User, SessionEndReason, DateTimeOffset, Guid?>((user, reason, now, except) =>
                added.Revocations.Add(new(user.Id, user.SessionEpoch, reason, now, except)));
        Revocations
            .Setup(revocations => revocations.Revoke(It.IsAny<Guid>(), It.IsAny<SessionEndReason>(), It.IsAny<DateTimeOffset>()))
            .Callback<Guid, SessionEndReason, DateTimeOffset>((sessionId, _, _) => added.RevokedSessions.Add(sessionId));
        StubSessions();
        RightsReader.Setup(rights => rights.ReadAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, CancellationToken _) => RightsOf(id));
        AttemptCounters.Setup(counters => counters.ReadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyCollection<string> ids, CancellationToken _) =>
                [.. storedCounters.Where(counter => ids.Contains(counter.Id))]);
        AttemptCounters
            .Setup(counters => counters.ReadAsync(
                It.IsAny<string>(), It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, IReadOnlyCollection<string> ids, CancellationToken _) =>
                [.. storedCounters
                    .Where(counter => ids.Contains(counter.Id))
                    .Select(counter => new LoginCounter(counter, !countersOfOtherAccounts.Contains(counter.Id)))]);
        AttemptCounters
            .Setup(counters => counters.TryReplaceAsync(
                It.IsAny<AttemptCounter>(), It.IsAny<AttemptCounter>(), It.IsAny<CancellationToken>()))
            .Callback<AttemptCounter, AttemptCounter, CancellationToken>((_, counted, _) => CountedAttempts.Add(counted))
            .ReturnsAsync(true);
        AttemptCounters.Setup(counters => counters.Update(It.IsAny<AttemptCounter>())).Callback<AttemptCounter>(UpdatedCounters.Add);
        PasswordHasher.Setup(hasher => hasher.AcquireAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new HashingPermit(Stream.Null));
        PasswordHasher
            .Setup(hasher => hasher.VerifyAsync(
                It.Is<HashingPermit>(permit => permit.IsHeld), It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((HashingPermit _, string password, string? hash, CancellationToken _) => Verify(password, hash));
        Outbox.Setup(outbox => outbox.Add(It.IsAny<OutgoingEmail>())).Callback<OutgoingEmail>(added.Emails.Add);
        Links.Setup(links => links.Add(It.IsAny<AccountLink>())).Callback<AccountLink>(added.Links.Add);
        Links
            .Setup(links => links.ReadRecentAsync(
                It.IsAny<Guid>(), It.IsAny<LinkPurpose>(), It.IsAny<bool>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        LoginCodes.Setup(codes => codes.Add(It.IsAny<LoginCode>())).Callback<LoginCode>(added.LoginCodes.Add);
        StubKnownNetworks(TestData.Network);
        Protector.Setup(protector => protector.Unprotect(It.IsAny<string?>())).Returns<string?>(text => text);
        Client.Setup(client => client.Network).Returns(TestData.Network);
        Client.Setup(client => client.UserAgent).Returns(TestData.UserAgent);
        UnitOfWork.Setup(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>())).Callback(Save);
        UnitOfWork.Setup(unit => unit.Discard()).Callback(added.Clear);
        PasswordHasher.Setup(hasher => hasher.HashAsync(TestData.Password, It.IsAny<CancellationToken>())).ReturnsAsync(TestData.NewHash);
        TokenVerifier.Setup(verifier => verifier.VerifyAsync(It.IsAny<string>())).ThrowsAsync(Invalid());
        TokenVerifier.Setup(verifier => verifier.VerifyRefreshTokenAsync(It.IsAny<string>())).ThrowsAsync(Invalid());
        TokenIssuer.Setup(issuer => issuer.SerializeRefreshToken(It.IsAny<RefreshToken>()))
            .Returns<RefreshToken>(token => $"refresh {token.Id}");
        TokenIssuer.Setup(issuer => issuer.IssueAccessToken(It.IsAny<User>(), It.IsAny<Guid>(), It.IsAny<DateTimeOffset>()))
            .Returns<User, Guid, DateTimeOffset>((user, sessionId, _) => $"access {user.Id} {sessionId}");
    }

    public Mock<IUserRepository> Users { get; } = new();

    public FakeAccountUpdates Accounts { get; }

    public Mock<IRightsReader> RightsReader { get; } = new();

    public Mock<ISessionRepository> Sessions { get; } = new();

    public Mock<ISecurityEventWriter> Events { get; } = new();

    public Mock<IRevocationList> Revocations { get; } = new();

    public Mock<IRequestClient> Client { get; } = new();

    public Mock<IAttemptCounterRepository> AttemptCounters { get; } = new();

    public Mock<IPasswordHasher> PasswordHasher { get; } = new();

    public Mock<ICommonPasswordList> CommonPasswordList { get; } = new();

    public Mock<IBreachedPasswordChecker> BreachedPasswordChecker { get; } = new();

    public Mock<ITokenIssuer> TokenIssuer { get; } = new();

    public Mock<ITokenVerifier> TokenVerifier { get; } = new();

    public Mock<IOutbox> Outbox { get; } = new();

    public Mock<IAccountLinkRepository> Links { get; } = new();

    public Mock<ILoginCodeRepository> LoginCodes { get; } = new();

    public Mock<ISessionHistory> History { get; } = new();

    /// <summary>Returns each text unencrypted.</summary>
    public Mock<ISecretProtector> Protector { get; } = new();

    public Mock<IUnitOfWork> UnitOfWork { get; } = new();

    /// <summary>The member of staff who makes the request; empty until <c>ActAs</c> sets it.</summary>
    public CurrentStaff Staff { get; } = new();

    public FakeTimeProvider Clock { get; } = new(TestData.Now);

    public IMapper Mapper { get; } = new Mapper(MapTests.Configuration);

    public TokenOptions Options { get; set; } = new();

    public AccountOptions AccountOptions { get; set; } = new();

    public AdminOptions AdminOptions { get; set; } = new();

    public PasswordPolicyOptions PasswordPolicyOptions { get; set; } = new();

    public ThrottlingOptions Throttling { get; set; } = new();

    public int Saves { get; private set; }

    /// <summary>The entities that were added and saved.</summary>
    public SavedEntities Saved { get; } = new();

    /// <summary>The hashes that passwords were compared with; null for the decoy hash.</summary>
    public List<string?> ComparedHashes { get; } = [];

    /// <summary>The attempt counters after each counted attempt.</summary>
    public List<AttemptCounter> CountedAttempts { get; } = [];

    /// <summary>The attempt counters that were updated in the request's save.</summary>
    public List<AttemptCounter> UpdatedCounters { get; } = [];

    /// <summary>The events that were queued to be saved after the request.</summary>
    public List<SavedEvent> LaterEvents { get; } = [];

    /// <summary>The calls that change sessions in the database immediately, by name and in order.</summary>
    public string[] SessionWrites =>
    [
        .. Sessions.Invocations
            .Select(call => call.Method.Name)
            .Where(name => !name.StartsWith("Read", StringComparison.Ordinal)
                && !name.StartsWith("Find", StringComparison.Ordinal)
                && name != nameof(ISessionRepository.TryRecordRepeatAsync)),
    ];

    public PasswordLogin PasswordLogin() => new(
        new PasswordVerifier(
            Users.Object, PasswordHasher.Object, LoginThrottle(), LoginRecorder(), AccountOptions, NullLogger<PasswordVerifier>.Instance),
        Accounts,
        SessionOpener(),
        TokenSessionOpener(),
        LoginThrottle(),
        LoginRecorder(),
        Clock,
        NullLogger<PasswordLogin>.Instance);

    public LoginRecorder LoginRecorder() => new(Events.Object, NullLogger<LoginRecorder>.Instance);

    public PasswordPolicy PasswordPolicy() => new(CommonPasswordList.Object, PasswordPolicyOptions);

    public NewPasswordHasher NewPasswordHasher() => new(PasswordPolicy(), BreachedPasswordChecker.Object, PasswordHasher.Object);

    public AttemptLimiter AttemptLimiter() => new(AttemptCounters.Object, Clock);

    public KnownNetworks KnownNetworks() => new(AttemptCounters.Object, AttemptLimiter(), Client.Object, Throttling, Clock);

    public LoginThrottle LoginThrottle() =>
        new(AttemptCounters.Object, AttemptLimiter(), KnownNetworks(), Client.Object, Throttling, Clock);

    public AccountChangeLimiter AccountChangeLimiter() => new(AttemptLimiter(), Throttling);

    public SessionTerminator SessionTerminator() => new(Sessions.Object, History.Object, Revocations.Object, Events.Object, Outbox.Object);

    public LiveSessionReader LiveSessionReader() => new(Sessions.Object, History.Object, Users.Object, Clock);

    public EmailChanger EmailChanger() => new(Outbox.Object, AccountChangeLimiter(), AttemptCounters.Object, Events.Object, AccountOptions);

    public EmailChangeUndo EmailChangeUndo() =>
        new(
            Users.Object,
            SessionTerminator(),
            AccountActivation(),
            EmailOwnershipRecorder(),
            Links.Object,
            AttemptCounters.Object,
            Outbox.Object,
            Events.Object,
            Clock);

    public EmailOwnershipRecorder EmailOwnershipRecorder() =>
        new(SessionTerminator(), AccountLinkRevoker(), AttemptCounters.Object, Outbox.Object, Events.Object);

    public AddressBinder AddressBinder() => new(AccountLinkRedeemer(), Users.Object, Reauthentication(AccountOptions));

    public AccountRegistrar AccountRegistrar() => new(Users.Object, Outbox.Object, Events.Object, UnitOfWork.Object, AccountOptions);

    public SessionOpener SessionOpener() =>
        new(Sessions.Object, Client.Object, SessionTerminator(), NewDeviceNotifier());

    public TokenSessionOpener TokenSessionOpener() =>
        new(SessionOpener(), Sessions.Object, AccessTokenIssuer(), TokenIssuer.Object, Options);

    public AccountActivation AccountActivation() => new(LastSuperuserGuard(), SessionTerminator(), Events.Object, Clock);

    public RefreshTokenRotation RefreshTokenRotation() =>
        new(Sessions.Object, SessionTerminator(), Options, new ClockJumpDetector(Clock), Clock, NullLogger<RefreshTokenRotation>.Instance);

    public Reauthentication Reauthentication(AccountOptions options) =>
        new(PasswordHasher.Object, LoginThrottle(), Events.Object, options, NullLogger<Reauthentication>.Instance);

    public PasswordChanger PasswordChanger() =>
        new(NewPasswordHasher(), AccountChangeLimiter(), AttemptCounters.Object, SessionTerminator());

    public LastSuperuserGuard LastSuperuserGuard() => new(Users.Object);

    public AccountDeletion AccountDeletion(AccountOptions? options = null) => new(
        Accounts,
        LastSuperuserGuard(),
        AccountChangeLimiter(),
        SessionTerminator(),
        Outbox.Object,
        Events.Object,
        options ?? new AccountOptions(),
        Clock,
        NullLogger<AccountDeletion>.Instance);

    public NewDeviceNotifier NewDeviceNotifier() => new(History.Object, Outbox.Object, AccountOptions, Clock);

    public CodeLogin CodeLogin() => new(
        new CodeVerifier(LoginCodes.Object, Links.Object, Protector.Object, LoginRecorder(), Clock),
        Accounts,
        EmailOwnershipRecorder(),
        TokenSessionOpener(),
        KnownNetworks(),
        LoginRecorder(),
        Clock,
        NullLogger<CodeLogin>.Instance);

    public AccessTokenIssuer AccessTokenIssuer() => new(TokenIssuer.Object, RightsReader.Object, Options);

    public CurrentUserReader CurrentUserReader() => new(Sessions.Object, AccessTokenIssuer(), TokenIssuer.Object, Mapper, Options, Clock);

    public AccountLinkRevoker AccountLinkRevoker() => new(Links.Object, Outbox.Object);

    public AccountLinkRedeemer AccountLinkRedeemer() => new(Links.Object, Accounts, Clock);

    /// <summary>Stores a valid link of the account; returns the secret that the email would contain.</summary>
    public string Store(
        User user,
        LinkPurpose purpose,
        string? email = null,
        string? subject = null,
        DateTimeOffset? expiresAt = null,
        bool isOfUnverifiedAddress = false)
    {
        (AccountLink link, string secret) = AccountLink.Create(
            user, purpose, email ?? user.Email, expiresAt ?? TestData.Now.AddMinutes(30), TestData.Now, subject,
            isOfUnverifiedAddress: isOfUnverifiedAddress);
        Links.Setup(links => links.ReadAsync(link.Id, It.IsAny<CancellationToken>())).ReturnsAsync(link);
        Links.Setup(links => links.TryRedeemAsync(link.Id, TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        return secret;
    }

    /// <summary>Makes redeeming fail, as if another request had redeemed the link after it was read.</summary>
    public void LetAnotherRequestRedeemLinks() => Links
        .Setup(links => links.TryRedeemAsync(It.IsAny<string>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(false);

    public User Register(User user)
    {
        Users.Setup(users => users.ReadByIdAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.FindByEmailAsync(user.Email, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.ReadByEmailAsync(user.Email, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.ReadCredentialAsync(user.Email, It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new LoginCredential(user.Id, user.PasswordHash, user.IsActive, user.IsStaff, user.IsEmailVerified));
        registered[user.Id] = user;
        return user;
    }

    /// <summary>Makes a member of staff with these permissions (all if none is given) the caller; returns their id.</summary>
    public Guid ActAs(bool isSuperuser = false, params string[] permissions)
    {
        PermissionSet granted = PermissionSet.Create(permissions.Length > 0 ? permissions : Permissions.All);
        actor.ChangeRights(isStaff: true, isSuperuser, granted, TestData.Earlier);
        Staff.Set(new StaffMember(actor.Id, actor.Username, isSuperuser, granted));
        return actor.Id;
    }

    /// <summary>Makes that member of staff the caller.</summary>
    public void ActAs(CurrentStaff staff) => ActAs(staff.Member.IsSuperuser, [.. staff.Member.Permissions.Names]);

    /// <summary>Stores a session that the account opened some time ago.</summary>
    public Session LogIn(Guid userId, TimeSpan ago)
    {
        Session session = TestData.NewSession(registered[userId], openedAt: TestData.Now - ago);
        History.Setup(history => history.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));
        return session;
    }

    /// <summary>Stores this number of recent attempts from a network at <see cref="TestData.Email"/>.</summary>
    public AttemptCounter StoreAttempts(
        string scope,
        int tries,
        DateTimeOffset? succeededAt = null,
        DateTimeOffset? triedAt = null,
        AttemptPurpose purpose = AttemptPurpose.Login)
    {
        AttemptCounter counter = TestData.NewCounter(purpose, scope, tries, succeededAt, triedAt ?? TestData.Now);
        storedCounters.RemoveAll(stored => stored.Id == counter.Id);
        storedCounters.Add(counter);
        return counter;
    }

    /// <summary>Marks a counter as one of another account that had the address before.</summary>
    public void AssignToAnotherAccount(AttemptCounter counter) => countersOfOtherAccounts.Add(counter.Id);

    /// <summary>Stores this number of recent password changes of an account.</summary>
    public void StorePasswordChanges(User user, int count) =>
        StoreCount(AttemptCounter.Create(AttemptPurpose.PasswordChange, $"{user.Id}"), ThrottlingOptions.PasswordChanges, count);

    /// <summary>Stores this number of recent accounts that gave up an unverified address.</summary>
    public void StoreDepartures(string email, int count) =>
        StoreCount(AttemptCounter.Create(AttemptPurpose.UnverifiedDeparture, email), ThrottlingOptions.UnverifiedAddressChanges, count);

    /// <summary>Makes the first count of a network fail, because another request counted after the read.</summary>
    public void LetAnotherRequestCountFirst(string scope, AttemptPurpose purpose = AttemptPurpose.Login)
    {
        AttemptCounter other = TestData.NewCounter(purpose, scope, 1, succeededAt: null, TestData.Now);
        AttemptCounters
            .Setup(counters => counters.TryReplaceAsync(
                It.Is<AttemptCounter>(seen => seen.Id == other.Id && seen.IsEmpty),
                It.IsAny<AttemptCounter>(),
                It.IsAny<CancellationToken>()))
            .Callback(() => storedCounters.Add(other))
            .ReturnsAsync(false);
    }

    public void AcceptPassword(PasswordVerificationResult result = PasswordVerificationResult.Success) => passwordResult = result;

    public void FailHashing() => PasswordHasher
        .Setup(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

    public void MakePasswordCommon() => CommonPasswordList.Setup(common => common.Contains(TestData.Password)).Returns(true);

    public void MakePasswordBreached() => BreachedPasswordChecker
        .Setup(breached => breached.IsBreachedAsync(TestData.Password, It.IsAny<CancellationToken>()))
        .ReturnsAsync(true);

    /// <summary>Stores a refresh token and makes <paramref name="text"/> verify as it.</summary>
    public PresentedToken Issue(string text, PresentedToken presented)
    {
        AcceptToken(text, TestData.Verified(presented));
        Store(presented);
        return presented;
    }

    public void AcceptToken(string text, VerifiedToken verified)
    {
        TokenVerifier.Setup(verifier => verifier.VerifyAsync(text)).ReturnsAsync(verified);
        if (verified.Kind == TokenKind.Refresh)
        {
            TokenVerifier.Setup(verifier => verifier.VerifyRefreshTokenAsync(text)).ReturnsAsync(verified);
        }
    }

    /// <summary>Stores a token with its session and account.</summary>
    public void Store(PresentedToken presented) => Sessions
        .Setup(sessions => sessions.ReadAsync(presented.Token.Id, It.IsAny<CancellationToken>()))
        .ReturnsAsync(presented);

    /// <summary>Stores <paramref name="token"/> as the live token of its session.</summary>
    public RefreshToken StoreLive(RefreshToken token)
    {
        Sessions.Setup(sessions => sessions.ReadLiveTokenAsync(token.SessionId, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(token);
        return token;
    }

    /// <summary>Stores an admin session.</summary>
    public Session StoreAdmin(Session session, User user)
    {
        Sessions.Setup(sessions => sessions.ReadAdminAsync(session.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OwnedSession(session, user));
        return session;
    }

    /// <summary>Stores these live sessions; every user has them and no others.</summary>
    public void StubSessions(params Session[] live)
    {
        Sessions
            .Setup(sessions => sessions.MarkAllEndedAsync(
                It.IsAny<Guid>(),
                It.IsAny<Guid?>(),
                It.IsAny<SessionEndReason>(),
                It.IsAny<DateTimeOffset>(),
                It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, Guid? except, SessionEndReason reason, DateTimeOffset now, CancellationToken _) =>
                End([.. live.Where(session => session.Id != except)], reason, now));
        Sessions
            .Setup(sessions => sessions.ReadLiveAsync(
                It.IsAny<Guid>(), It.IsAny<PagePosition>(), It.IsAny<int>(), TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, PagePosition _, int count, DateTimeOffset _, CancellationToken _) => [.. live.Take(count)]);
        Sessions
            .Setup(sessions => sessions.FindLeastRecentlyUsedAsync(
                It.IsAny<Guid>(),
                It.IsAny<bool>(),
                It.IsAny<int>(),
                It.IsAny<int>(),
                It.IsAny<DateTimeOffset>(),
                It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, bool isAdmin, int skip, int count, DateTimeOffset _, CancellationToken _) =>
                [.. live.Where(session => session.IsAdmin == isAdmin && session.EndedAt is null).Skip(skip).Take(count)]);
        Sessions
            .Setup(sessions => sessions.FindLiveOfDeviceAsync(
                It.IsAny<Guid>(),
                It.IsAny<string?>(),
                It.IsAny<IReadOnlyCollection<string?>>(),
                It.IsAny<DateTimeOffset>(),
                It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, string? userAgent, IReadOnlyCollection<string?> networks, DateTimeOffset _, CancellationToken _) =>
            [
                .. live.Where(session =>
                    session.UserAgent == userAgent && networks.Contains(session.Network) && session.EndedAt is null),
            ]);
        Sessions
            .Setup(sessions => sessions.FindAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, Guid userId, CancellationToken _) =>
                live.FirstOrDefault(session => session.Id == id && session.UserId == userId));
    }

    /// <summary>Lets the next caller consume the token; returns the list that receives the successor.</summary>
    public List<RefreshToken> StubConsume(RefreshToken token)
    {
        List<RefreshToken> successors = [];
        Sessions.Setup(sessions => sessions.TryConsumeAsync(token, It.IsAny<RefreshToken>(), TestData.Now, It.IsAny<CancellationToken>()))
            .Callback<RefreshToken, RefreshToken, DateTimeOffset, CancellationToken>((_, successor, _, _) => successors.Add(successor))
            .ReturnsAsync(true);
        return successors;
    }

    /// <summary>Stores the networks from which the user agent of the caller has opened sessions.</summary>
    public void StubKnownNetworks(params string?[] networks) => History
        .Setup(history => history.ReadNetworksAsync(
            It.IsAny<Guid>(), TestData.UserAgent, It.IsAny<int>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(networks);

    /// <summary>Makes ending the session succeed for this caller and reason.</summary>
    public void StubEnd(Guid sessionId, Guid? userId, SessionEndReason reason) => Sessions
        .Setup(sessions => sessions.TryEndAsync(
            sessionId, userId, reason, TestData.Now, It.IsAny<Action<Guid>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((Guid _, Guid? _, SessionEndReason _, DateTimeOffset _, Action<Guid> record, CancellationToken _) =>
        {
            record(userId ?? Guid.Empty);
            Save();
            return true;
        });

    public void VerifyEnded(Guid sessionId, Guid? userId, SessionEndReason reason) => Sessions.Verify(
        sessions => sessions.TryEndAsync(sessionId, userId, reason, TestData.Now, It.IsAny<Action<Guid>>(), It.IsAny<CancellationToken>()),
        Times.Once);

    public void FailSaving(Exception exception)
    {
        UnitOfWork.Setup(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>())).ThrowsAsync(exception);
        Accounts.SaveError = exception;
    }

    /// <summary>Changes the password after the account was read and before its row is locked.</summary>
    public void ChangePasswordAfterRead(User user)
    {
        KeepReadingAsNew(user);
        user.ReplacePassword("another hash", TestData.Now);
    }

    /// <summary>Makes reads return the account as <see cref="TestData.NewUser"/> creates it; only the lock shows later changes.</summary>
    public void KeepReadingAsNew(User user)
    {
        User seen = TestData.NewUser();
        typeof(User).GetProperty(nameof(User.Id))!.SetValue(seen, user.Id);
        Users.Setup(users => users.ReadByIdAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(seen);
    }

    /// <summary>Replaces or removes the account by the time its row is locked.</summary>
    public void ReplaceAtLock(Guid id, Func<User?> read) => changed[id] = read;

    /// <summary>Makes only the next save fail.</summary>
    public void FailSavingOnce(Exception exception) => UnitOfWork
        .SetupSequence(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>()))
        .ThrowsAsync(exception)
        .Returns(() =>
        {
            Save();
            return Task.CompletedTask;
        });

    public void VerifyNothingIssued() => TokenIssuer.VerifyNoOtherCalls();

    private void StoreCount(AttemptCounter counter, AttemptLimit limit, int count)
    {
        for (int time = 0; time < count; time++)
        {
            counter = counter.WithAttempt(limit, TestData.Now);
        }

        storedCounters.Add(counter);
    }

    private static int End(Session[] sessions, SessionEndReason reason, DateTimeOffset now)
    {
        Array.ForEach(sessions, session => session.End(reason, now));
        return sessions.Length;
    }

    private static TokenNotValidException Invalid() => new(TokenNotValidException.InvalidOrExpired);

    private PasswordVerificationResult Verify(string password, string? hash)
    {
        ComparedHashes.Add(hash);
        return (password, hash) == (TestData.Password, TestData.PasswordHash) ? passwordResult : PasswordVerificationResult.Failed;
    }

    private User? Find(Guid id) => changed.TryGetValue(id, out Func<User?>? read) ? read() : registered.GetValueOrDefault(id);

    private Rights? RightsOf(Guid id) =>
        (registered.GetValueOrDefault(id) ?? Saved.Users.Find(user => user.Id == id)) is { } user
            ? new Rights(user, [], user.Permissions)
            : null;

    private void Save()
    {
        Saves++;
        Saved.TakeOver(added);
    }
}
