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
/// The stubbed ports of the use cases: no account exists, every password is wrong, none is common or breached, no token is valid, nothing can be
/// consumed or ended. A test says what is otherwise, and asks at the end what was saved and what was issued.
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
        AttemptCounters.Setup(records => records.ReadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyCollection<string> ids, CancellationToken _) =>
                [.. storedCounters.Where(record => ids.Contains(record.Id))]);
        AttemptCounters
            .Setup(records => records.ReadAsync(It.IsAny<string>(), It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, IReadOnlyCollection<string> ids, CancellationToken _) =>
                [.. storedCounters
                    .Where(record => ids.Contains(record.Id))
                    .Select(record => new LoginCounter(record, !countersOfOtherAccounts.Contains(record.Id)))]);
        AttemptCounters
            .Setup(records => records.TryReplaceAsync(It.IsAny<AttemptCounter>(), It.IsAny<AttemptCounter>(), It.IsAny<CancellationToken>()))
            .Callback<AttemptCounter, AttemptCounter, CancellationToken>((_, counted, _) => CountedAttempts.Add(counted))
            .ReturnsAsync(true);
        AttemptCounters.Setup(records => records.Update(It.IsAny<AttemptCounter>())).Callback<AttemptCounter>(UpdatedCounters.Add);
        PasswordHasher.Setup(hasher => hasher.AcquireAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => new HashingPermit(Stream.Null));
        PasswordHasher
            .Setup(hasher => hasher.VerifyAsync(
                It.Is<HashingPermit>(permit => permit.IsHeld), It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((HashingPermit _, string password, string? hash, CancellationToken _) => Verify(password, hash));
        Outbox.Setup(outbox => outbox.Add(It.IsAny<OutgoingEmail>())).Callback<OutgoingEmail>(added.Mails.Add);
        Links.Setup(links => links.Add(It.IsAny<AccountLink>())).Callback<AccountLink>(added.Links.Add);
        Links
            .Setup(links => links.ReadRecentAsync(
                It.IsAny<Guid>(), It.IsAny<LinkPurpose>(), It.IsAny<bool>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        LoginCodeRepository.Setup(codes => codes.Add(It.IsAny<LoginCode>())).Callback<LoginCode>(added.LoginCodeRepository.Add);
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

    public Mock<ILoginCodeRepository> LoginCodeRepository { get; } = new();

    public Mock<ISessionHistory> History { get; } = new();

    /// <summary>Encrypts nothing.</summary>
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

    /// <summary>The hashes that passwords were compared with; null where there was none.</summary>
    public List<string?> ComparedHashes { get; } = [];

    /// <summary>The records of logins as they are after the try was counted.</summary>
    public List<AttemptCounter> CountedAttempts { get; } = [];

    /// <summary>The records of logins that were added to the next save.</summary>
    public List<AttemptCounter> UpdatedCounters { get; } = [];

    /// <summary>The events that were handed over to be saved apart from the request.</summary>
    public List<SavedEvent> LaterEvents { get; } = [];

    /// <summary>The statements on sessions that change them at once, by name and in order.</summary>
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
        new(Users.Object, SessionTerminator(), AccountActivation(), EmailOwnershipRecorder(), Links.Object, AttemptCounters.Object, Outbox.Object, Events.Object, Clock);

    public EmailOwnershipRecorder EmailOwnershipRecorder() => new(SessionTerminator(), AccountLinkRevoker(), AttemptCounters.Object, Outbox.Object, Events.Object);

    public AddressBinder AddressBinder() => new(AccountLinkRedeemer(), Users.Object, Reauthentication(AccountOptions));

    public AccountRegistrar AccountRegistrar() => new(Users.Object, Outbox.Object, Events.Object, UnitOfWork.Object, AccountOptions);

    public SessionOpener SessionOpener() =>
        new(Sessions.Object, Client.Object, SessionTerminator(), NewDeviceNotifier());

    public TokenSessionOpener TokenSessionOpener() =>
        new(SessionOpener(), Sessions.Object, AccessTokenIssuer(), TokenIssuer.Object, Options);

    public AccountActivation AccountActivation() => new(LastSuperuserGuard(), SessionTerminator(), Events.Object, Clock);

    public RefreshTokenRotation RefreshTokenRotation() => new(Sessions.Object, SessionTerminator(), Options, new ClockJumpDetector(Clock), Clock, NullLogger<RefreshTokenRotation>.Instance);

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
        new CodeVerifier(LoginCodeRepository.Object, Links.Object, Protector.Object, LoginRecorder(), Clock),
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

    /// <summary>Lets a link that fits the account be out; answers the secret that a mail would hold.</summary>
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

    /// <summary>Lets every link be used by another request between the look at it and its use.</summary>
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

    /// <summary>Lets the request be done for a member of staff with these permissions, or with all where none is named; returns their id.</summary>
    public Guid ActAs(bool isSuperuser = false, params string[] permissions)
    {
        PermissionSet named = PermissionSet.Create(permissions.Length > 0 ? permissions : Permissions.All);
        actor.ChangeRights(isStaff: true, isSuperuser, named, TestData.Earlier);
        Staff.Set(new StaffMember(actor.Id, actor.Username, isSuperuser, named));
        return actor.Id;
    }

    /// <summary>Lets the request be done for that member of staff.</summary>
    public void ActAs(CurrentStaff staff) => ActAs(staff.Member.IsSuperuser, [.. staff.Member.Permissions.Names]);

    /// <summary>Lets an account have logged in some time ago; returns the session.</summary>
    public Session LogIn(Guid userId, TimeSpan ago)
    {
        Session session = TestData.NewSession(registered[userId], openedAt: TestData.Now - ago);
        History.Setup(history => history.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));
        return session;
    }

    /// <summary>Lets so many logins at <see cref="TestData.Email"/> have been tried from a network, a moment ago.</summary>
    public AttemptCounter StoreAttempts(
        string scope,
        int tries,
        DateTimeOffset? succeededAt = null,
        DateTimeOffset? triedAt = null,
        AttemptPurpose purpose = AttemptPurpose.Login)
    {
        AttemptCounter record = TestData.NewCounter(purpose, scope, tries, succeededAt, triedAt ?? TestData.Now);
        storedCounters.RemoveAll(other => other.Id == record.Id);
        storedCounters.Add(record);
        return record;
    }

    /// <summary>Lets the last login of a record have been to another account, which had the address before.</summary>
    public void AssignToAnotherAccount(AttemptCounter record) => countersOfOtherAccounts.Add(record.Id);

    /// <summary>Lets the holder of an account have changed its password so often, a moment ago.</summary>
    public void StorePasswordChanges(User user, int count) =>
        StoreCount(AttemptCounter.Create(AttemptPurpose.PasswordChange, $"{user.Id}"), ThrottlingOptions.PasswordChanges, count);

    /// <summary>Lets so many accounts have left an address that nobody verified, a moment ago.</summary>
    public void StoreDepartures(string email, int count) =>
        StoreCount(AttemptCounter.Create(AttemptPurpose.UnverifiedDeparture, email), ThrottlingOptions.UnverifiedAddressChanges, count);

    /// <summary>Lets another request use a try of that network between the first look at it and the counting.</summary>
    public void LetAnotherRequestCountFirst(string scope, AttemptPurpose purpose = AttemptPurpose.Login)
    {
        AttemptCounter rivals = TestData.NewCounter(purpose, scope, 1, succeededAt: null, TestData.Now);
        AttemptCounters
            .Setup(records => records.TryReplaceAsync(
                It.Is<AttemptCounter>(seen => seen.Id == rivals.Id && seen.IsEmpty),
                It.IsAny<AttemptCounter>(),
                It.IsAny<CancellationToken>()))
            .Callback(() => storedCounters.Add(rivals))
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

    /// <summary>Lets <paramref name="text"/> be a good refresh token that is stored as it is presented.</summary>
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

    /// <summary>Lets the token be found with what it belongs to.</summary>
    public void Store(PresentedToken presented) => Sessions
        .Setup(sessions => sessions.ReadAsync(presented.Token.Id, It.IsAny<CancellationToken>()))
        .ReturnsAsync(presented);

    /// <summary>Lets <paramref name="token"/> be the one token of its session that may still be used.</summary>
    public RefreshToken StoreLive(RefreshToken token)
    {
        Sessions.Setup(sessions => sessions.ReadLiveTokenAsync(token.SessionId, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(token);
        return token;
    }

    /// <summary>Lets the admin's pages be used in that session.</summary>
    public Session StoreAdmin(Session session, User user)
    {
        Sessions.Setup(sessions => sessions.ReadAdminAsync(session.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OwnedSession(session, user));
        return session;
    }

    /// <summary>Lets every user have these sessions, and no others, that have not ended.</summary>
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
                It.IsAny<Guid>(), It.IsAny<bool>(), It.IsAny<int>(), It.IsAny<int>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, bool isAdmin, int skip, int count, DateTimeOffset _, CancellationToken _) =>
                [.. live.Where(session => session.IsAdmin == isAdmin && session.EndedAt is null).Skip(skip).Take(count)]);
        Sessions
            .Setup(sessions => sessions.FindLiveOfDeviceAsync(
                It.IsAny<Guid>(), It.IsAny<string?>(), It.IsAny<IReadOnlyCollection<string?>>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid _, string? userAgent, IReadOnlyCollection<string?> networks, DateTimeOffset _, CancellationToken _) =>
                [.. live.Where(session => session.UserAgent == userAgent && networks.Contains(session.Network) && session.EndedAt is null)]);
        Sessions
            .Setup(sessions => sessions.FindAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, Guid userId, CancellationToken _) =>
                live.FirstOrDefault(session => session.Id == id && session.UserId == userId));
    }

    /// <summary>Lets the first presenter consume the token; answers where its successor is put.</summary>
    public List<RefreshToken> StubConsume(RefreshToken token)
    {
        List<RefreshToken> successors = [];
        Sessions.Setup(sessions => sessions.TryConsumeAsync(token, It.IsAny<RefreshToken>(), TestData.Now, It.IsAny<CancellationToken>()))
            .Callback<RefreshToken, RefreshToken, DateTimeOffset, CancellationToken>((_, successor, _, _) => successors.Add(successor))
            .ReturnsAsync(true);
        return successors;
    }

    /// <summary>Lets the caller's user agent have opened sessions from these networks.</summary>
    public void StubKnownNetworks(params string?[] networks) => History
        .Setup(history => history.ReadNetworksAsync(
            It.IsAny<Guid>(), TestData.UserAgent, It.IsAny<int>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(networks);

    /// <summary>Lets the session be ended, for whoever asks in the way that is given.</summary>
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

    /// <summary>Lets the account get another password between the look at it and its change.</summary>
    public void ChangePasswordAfterRead(User user)
    {
        KeepReadingAsNew(user);
        user.ReplacePassword("another hash", TestData.Now);
    }

    /// <summary>Lets the account be seen as <see cref="TestData.NewUser"/> makes it, whatever happens to it.</summary>
    public void KeepReadingAsNew(User user)
    {
        User seen = TestData.NewUser();
        typeof(User).GetProperty(nameof(User.Id))!.SetValue(seen, user.Id);
        Users.Setup(users => users.ReadByIdAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(seen);
    }

    /// <summary>Lets the account have become another, or be gone, by the time its row is locked.</summary>
    public void ReplaceAtLock(Guid id, Func<User?> become) => changed[id] = become;

    /// <summary>Lets the next save fail, and none after it.</summary>
    public void FailSavingOnce(Exception exception) => UnitOfWork
        .SetupSequence(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>()))
        .ThrowsAsync(exception)
        .Returns(() =>
        {
            Save();
            return Task.CompletedTask;
        });

    public void VerifyNothingIssued() => TokenIssuer.VerifyNoOtherCalls();

    private void StoreCount(AttemptCounter record, AttemptLimit limit, int count)
    {
        for (int time = 0; time < count; time++)
        {
            record = record.WithAttempt(limit, TestData.Now);
        }

        storedCounters.Add(record);
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

    private User? Find(Guid id) => changed.TryGetValue(id, out Func<User?>? become) ? become() : registered.GetValueOrDefault(id);

    private Rights? RightsOf(Guid id) =>
        (registered.GetValueOrDefault(id) ?? Saved.Users.Find(user => user.Id == id)) is { } user ? new Rights(user, [], user.Permissions) : null;

    private void Save()
    {
        Saves++;
        Saved.TakeOver(added);
    }
}
