using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Login;

internal sealed class PasswordLoginTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_OpensASession()
    {
        ports.Options = new TokenOptions { SessionLifetime = TimeSpan.FromDays(14) };
        User user = ports.Register(TestData.NewUser());
        user.ReplacePassword(TestData.PasswordHash, TestData.Earlier);
        ports.AcceptPassword();

        await LogInAsync();

        Session saved = ports.Saved.Sessions.Single();
        Assert.That((saved.UserId, saved.Epoch), Is.EqualTo((user.Id, 1)));
        Assert.That((saved.OpenedAt, saved.ExpiresAt), Is.EqualTo((TestData.Now, TestData.Now.AddDays(14))));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_StoresNetworkAndUserAgent()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await LogInAsync();

        Session saved = ports.Saved.Sessions.Single();
        Assert.That((saved.Network, saved.UserAgent), Is.EqualTo((TestData.Network, TestData.UserAgent)));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_IssuesTheSessionsFirstRefreshToken()
    {
        ports.Options = new TokenOptions { RefreshTokenLifetime = TimeSpan.FromDays(7) };
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await LogInAsync();

        RefreshToken saved = ports.Saved.Tokens.Single();
        Assert.That((saved.UserId, saved.SessionId), Is.EqualTo((user.Id, ports.Saved.Sessions.Single().Id)));
        Assert.That((saved.IssuedAt, saved.ExpiresAt), Is.EqualTo((TestData.Now, TestData.Now.AddDays(7))));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_ReturnsTheTokensOfTheSession()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        LoggedInUser? loggedIn = await LogInAsync();

        RefreshToken saved = ports.Saved.Tokens.Single();
        TokenPair tokens = new($"refresh {saved.Id}", $"access {user.Id} {saved.SessionId}");
        Assert.That(loggedIn, Is.EqualTo(new LoggedInUser(user, tokens)));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_AddsASecurityEventWithTheSession()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await LogInAsync();

        SavedEvent expected = new(SecurityEventKind.LoggedIn, user.Id, ports.Saved.Sessions.Single().Id);
        Assert.That(ports.Saved.Events, Is.EqualTo([expected]));
        Assert.That(ports.LaterEvents, Is.Empty);
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_RecordsTheLogin()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await LogInAsync();

        Assert.That((user.LastLoginAt, ports.Saves), Is.EqualTo(((DateTimeOffset?)TestData.Now, 1)));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsWrong_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That((loggedIn, user.LastLoginAt), Is.EqualTo(((LoggedInUser?)null, (DateTimeOffset?)null)));
        VerifyNotLoggedIn();
        AssertFailureEvent(user.Id);
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));
        ports.AcceptPassword(PasswordVerificationResult.SuccessRehashNeeded);

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Null);
        VerifyNotLoggedIn();
        AssertFailureEvent(user.Id);
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsUnknown_IsRefused()
    {
        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Null);
        VerifyNotLoggedIn();
        AssertFailureEvent(userId: null);
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsUnknown_VerifiesAgainstTheDecoyHash()
    {
        await LogInAsync();

        Assert.That(ports.ComparedHashes, Is.EqualTo([(string?)null]));
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsKnown_VerifiesThePasswordOnce()
    {
        ports.Register(TestData.NewUser());

        await LogInAsync();

        Assert.That(ports.ComparedHashes, Is.EqualTo([TestData.PasswordHash]));
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsDeactivated_VerifiesAgainstTheDecoyHash()
    {
        ports.Register(TestData.NewUser(isActive: false));
        ports.AcceptPassword();

        await LogInAsync();

        Assert.That(ports.ComparedHashes, Is.EqualTo([(string?)null]), "A correct password would change the timing.");
    }

    [TestCase(true, false)]
    [TestCase(true, true)]
    [TestCase(false, false)]
    public async Task LogIn_WhenTheAddressMustBeVerifiedAndIsNot_VerifiesAgainstTheDecoyHash(bool mustBe, bool isVerified)
    {
        ports.AccountOptions = new AccountOptions { RequireVerifiedEmail = mustBe };
        User user = ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Earlier);
        }

        ports.AcceptPassword();

        LoggedInUser? loggedIn = await LogInAsync();

        bool mayLogIn = !mustBe || isVerified;
        Assert.That(loggedIn is not null, Is.EqualTo(mayLogIn));
        Assert.That(ports.ComparedHashes, Is.EqualTo([mayLogIn ? TestData.PasswordHash : null]));
    }

    [Test]
    public async Task LogIn_WhenTheAddressIsReplacedWhileThePasswordIsVerified_IsRefused()
    {
        ports.AccountOptions = new AccountOptions { RequireVerifiedEmail = true };
        User verified = ports.Register(TestData.NewUser());
        verified.VerifyEmail(TestData.Earlier);
        ports.ReplaceAtLock(verified.Id, () => TestData.NewUser());
        ports.AcceptPassword();

        Assert.That(await LogInAsync(), Is.Null);
        VerifyNotLoggedIn();
    }

    [Test]
    public void LogIn_WhenNoAttemptIsLeft_IsRefusedBeforeTheAccountIsRead()
    {
        ports.Throttling = new ThrottlingOptions { TriesOfStrangeNetwork = 1 };
        ports.StoreAttempts(TestData.Network, 1);

        ThrottledException? refusal = Assert.ThrowsAsync<ThrottledException>(LogInAsync);

        Assert.That(refusal!.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)));
        ports.Users.VerifyNoOtherCalls();
        ports.PasswordHasher.VerifyNoOtherCalls();
        VerifyNotLoggedIn();
        Assert.That(ports.LaterEvents, Is.Empty);
    }

    [Test]
    public void LogIn_WhenTheLastAttemptIsUsedMeanwhile_IsRefusedBeforeTheAccountIsRead()
    {
        ports.Throttling = new ThrottlingOptions { TriesOfStrangeNetwork = 1 };
        ports.LetAnotherRequestCountFirst(TestData.Network);

        Assert.ThrowsAsync<ThrottledException>(LogInAsync);

        ports.Users.VerifyNoOtherCalls();
        Assert.That(ports.ComparedHashes, Is.Empty);
        VerifyNotLoggedIn();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LogIn_WhenTheLastAttemptFails_AddsASecurityEvent(bool isKnown)
    {
        ports.Throttling = new ThrottlingOptions { TriesOfStrangeNetwork = 1 };
        Guid? userId = isKnown ? ports.Register(TestData.NewUser()).Id : null;

        await LogInAsync();

        Assert.That(
            ports.LaterEvents,
            Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, userId), new SavedEvent(SecurityEventKind.LoginsThrottled, userId)]));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsCorrect_ClearsTheCounterAndMakesTheNetworkKnownInTheSameSave()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.StoreAttempts(TestData.Network, 3);

        await LogInAsync();

        AttemptCounter saved = ports.UpdatedCounters.Single();
        Assert.That((saved.Tries, saved.SucceededAt, saved.UserId), Is.EqualTo((0, TestData.Now, user.Id)));
        Assert.That(ports.Saves, Is.EqualTo(1));
    }

    [Test]
    public void LogIn_WhenTheHashingLimiterIsFull_ThrowsServiceBusy()
    {
        ports.Register(TestData.NewUser());
        ports.PasswordHasher
            .Setup(hasher => hasher.AcquireAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

        Assert.ThrowsAsync<ServiceBusyException>(LogInAsync);

        VerifyNotLoggedIn();
        Assert.That(ports.LaterEvents, Is.Empty);
    }

    [Test]
    public async Task LogIn_WhenTheHashIsOutdated_UpgradesIt()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword(PasswordVerificationResult.SuccessRehashNeeded);

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Not.Null);
        ports.Users.Verify(
            users => users.UpgradePasswordHashAsync(user.Id, TestData.PasswordHash, TestData.NewHash, It.IsAny<CancellationToken>()),
            Times.Once);
    }

    [Test]
    public async Task LogIn_WhenTheHashIsUpToDate_KeepsIt()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await LogInAsync();

        VerifyNoUpgrade();
    }

    [Test]
    public async Task LogIn_WhenTheDatabaseFailsAfterTheLogin_StillLogsIn()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword(PasswordVerificationResult.SuccessRehashNeeded);
        ports.AttemptCounters
            .Setup(counters => counters.RefundAttemptsAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException());
        ports.Users
            .Setup(users => users.UpgradePasswordHashAsync(
                It.IsAny<Guid>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException());

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Not.Null);
    }

    [Test]
    public void LogIn_WhenCancelledAfterTheLogin_Throws()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.AttemptCounters
            .Setup(counters => counters.RefundAttemptsAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OperationCanceledException());

        Assert.ThrowsAsync<OperationCanceledException>(() => LogInAsync());
    }

    [Test]
    public async Task LogIn_WhenTheHashingLimiterIsFullAtTheUpgrade_StillLogsIn()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword(PasswordVerificationResult.SuccessRehashNeeded);
        ports.FailHashing();

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That((loggedIn is not null, ports.Saved.Tokens.Count), Is.EqualTo((true, 1)));
        VerifyNoUpgrade();
    }

    [Test]
    public async Task LogIn_WhenTheAccountChangesMeanwhile_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.FailSaving(new AccountChangedException());

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Null);
        ports.VerifyNothingIssued();
        AssertFailureEvent(user.Id);
    }

    [TestCase("deleted")]
    [TestCase("deactivated")]
    [TestCase("password changed")]
    public async Task LogIn_WhenTheAccountChangesWhileThePasswordIsVerified_IsRefused(string change)
    {
        User verified = ports.Register(TestData.NewUser());
        User changed = TestData.NewUser(isActive: change != "deactivated");
        if (change == "password changed")
        {
            changed.ReplacePassword(TestData.NewHash, TestData.Now);
        }

        ports.ReplaceAtLock(verified.Id, () => change == "deleted" ? null : changed);
        ports.AcceptPassword();

        LoggedInUser? loggedIn = await LogInAsync();

        Assert.That(loggedIn, Is.Null);
        VerifyNotLoggedIn();
        AssertFailureEvent(verified.Id);
    }

    private Task<LoggedInUser?> LogInAsync() => ports.PasswordLogin().LogInAsync(TestData.Email, TestData.Password, default);

    // The event is queued for known and unknown accounts: the time of a refusal must not reveal whether the account exists.
    private void AssertFailureEvent(Guid? userId)
    {
        Assert.That(ports.LaterEvents, Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, userId)]));
        Assert.That(ports.Saved.Events, Is.Empty);
    }

    private void VerifyNotLoggedIn()
    {
        Assert.That(ports.Saves, Is.Zero);
        Assert.That(ports.SessionWrites, Is.Empty);
        ports.VerifyNothingIssued();
        VerifyNoUpgrade();
    }

    private void VerifyNoUpgrade() => ports.Users.Verify(
        users => users.UpgradePasswordHashAsync(
            It.IsAny<Guid>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()),
        Times.Never);
}
