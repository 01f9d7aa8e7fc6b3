using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Login;

internal sealed class CodeLoginTests
{
    private const string Nonce = "nonce";
    private const string Code = "K7MW4QXD";

    private static readonly string RequestId = RandomSecret.HashOf(Nonce);

    private readonly Ports ports = new();

    [Test]
    public async Task LogInByCode_WhenTheCodeIsCorrect_MakesTheNetworkKnown()
    {
        User user = ports.Register(TestData.NewUser());
        Send(user);

        await ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default);

        Assert.That(ports.CountedAttempts.Single().SucceededAt, Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task LogInByCode_WhenTheCodeIsCorrect_OpensASessionAndVerifiesTheAddress()
    {
        User user = ports.Register(TestData.NewUser());
        Send(user);

        LoggedInUser loggedIn = await ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default);

        Session session = ports.Saved.Sessions.Single();
        Assert.That(loggedIn.Tokens.Access, Is.EqualTo($"access {user.Id} {session.Id}"));
        Assert.That((user.EmailVerifiedAt, user.LastLoginAt), Is.EqualTo(((DateTimeOffset?)TestData.Now, (DateTimeOffset?)TestData.Now)));
        Assert.That(ports.Saved.Events, Is.EqualTo(
        [
            new SavedEvent(SecurityEventKind.EmailVerified, user.Id),
            new SavedEvent(SecurityEventKind.AccountSecured, user.Id),
            new SavedEvent(SecurityEventKind.LoggedIn, user.Id, session.Id),
        ]));
    }

    [Test]
    public async Task LogInByLink_WhenTheLinkIsValid_OpensASession()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = Send(user);

        await ports.CodeLogin().LogInByLinkAsync(Nonce, secret, default);

        Assert.That(ports.Saved.Sessions.Single().UserId, Is.EqualTo(user.Id));
    }

    [TestCase("k7mw4qxd")]
    [TestCase(" K7MW-4QXD ")]
    [TestCase("K7 MW 4Q XD")]
    public async Task LogInByCode_WhenTheCodeHasAnotherCaseOrSeparators_IsAccepted(string typed)
    {
        Send(ports.Register(TestData.NewUser()));

        await ports.CodeLogin().LogInByCodeAsync(Nonce, typed, default);

        Assert.That(ports.Saved.Sessions, Has.Count.EqualTo(1));
    }

    // An attacker may have registered the address, logged in, and be waiting for its owner.
    [Test]
    public async Task LogInByCode_WhenItIsTheFirstProofOfTheAddress_RevokesEverythingOlder()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        Session older = TestData.NewSession(user);
        ports.StubSessions(older);
        Send(user);

        await ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default);

        Assert.That((user.HasPassword(), user.Epoch, ports.Saved.Sessions.Single().Epoch), Is.EqualTo((false, 1, 1)));
        Assert.That(older.EndReason, Is.EqualTo(SessionEndReason.AccountSecured));
        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.AccountSecured]));
        ports.Links.Verify(links => links.DeleteAllAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        ports.Outbox.Verify(outbox => outbox.DeleteWithLinksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        ports.AttemptCounters.Verify(counters => counters.DeleteKnownNetworksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task LogInByCode_WhenTheAddressWasVerifiedBefore_RevokesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        Send(user);

        await ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default);

        Assert.That((user.PasswordHash, user.Epoch), Is.EqualTo((TestData.PasswordHash, 0)));
        Assert.That(ports.Saved.Emails, Is.Empty);
        ports.Links.Verify(links => links.DeleteAllAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task LogInByCode_WhenTheDeviceIsNew_NotifiesTheOwner()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        ports.StubKnownNetworks();
        Send(user);

        await ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default);

        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.AccountSecured, EmailKind.NewDevice]));
    }

    [TestCase("K7MW4QXE")]
    [TestCase("K7MW4QX")]
    [TestCase("K7MW4QXDD")]
    [TestCase("--------")]
    [TestCase("Ｋ７ＭＷ４ＱＸＤ")]
    public void LogInByCode_WhenTheCodeIsWrong_IsRefusedAndAddsASecurityEvent(string guess)
    {
        User user = ports.Register(TestData.NewUser());
        Send(user);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, guess, default));
        Assert.That(ports.LaterEvents, Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, user.Id)]));
    }

    [Test]
    public void LogInByCode_WhenNoCodeWasSent_IsRefused()
    {
        ports.Register(TestData.NewUser());
        StubAttempt(LoginCode.Request(Nonce, TestData.Now.AddMinutes(10)));

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, "--------", default));
    }

    [Test]
    public void LogInByCode_WhenNoAttemptIsLeft_IsRefused()
    {
        Send(ports.Register(TestData.NewUser()));
        StubAttempt(null);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default));
    }

    [Test]
    public void LogInByCode_WhenAnotherRequestUsedTheCodeFirst_IsRefused()
    {
        Send(ports.Register(TestData.NewUser()));
        ports.LoginCodes.Setup(
            codes => codes.TryRedeemAsync(RequestId, TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(false);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default));
    }

    [Test]
    public void LogIn_WhenThePasswordWasChangedSince_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = Send(user);
        user.ReplacePassword("another hash", TestData.Now);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default));
        AssertRefused(() => ports.CodeLogin().LogInByLinkAsync(Nonce, secret, default));
    }

    [Test]
    public void LogIn_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));
        string secret = Send(user);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default));
        AssertRefused(() => ports.CodeLogin().LogInByLinkAsync(Nonce, secret, default));
    }

    [Test]
    public void LogInByCode_WhenTheAddressWasChangedSince_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = Send(user);
        user.ChangeEmail("eve@example.com", TestData.Now);

        AssertRefused(() => ports.CodeLogin().LogInByCodeAsync(Nonce, Code, default));
        AssertRefused(() => ports.CodeLogin().LogInByLinkAsync(Nonce, secret, default));
    }

    [Test]
    public void LogInByLink_WhenAnotherBrowserRequestedIt_IsRefused()
    {
        string secret = Send(ports.Register(TestData.NewUser()));

        AssertRefused(() => ports.CodeLogin().LogInByLinkAsync("another nonce", secret, default));
    }

    [Test]
    public void LogInByLink_WhenTheLinkIsForAnotherPurpose_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        Send(user);
        string secret = ports.Store(user, LinkPurpose.ResetPassword, subject: RequestId);

        AssertRefused(() => ports.CodeLogin().LogInByLinkAsync(Nonce, secret, default));
    }

    private void AssertRefused(Func<Task> act)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(act);

        Assert.That(refusal!.Errors, Is.EqualTo(new Dictionary<string, string[]> { ["error"] = [CodeVerifier.Invalid] }));
        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
    }

    /// <summary>Stores the code and link of a sent email; returns the secret of the link.</summary>
    private string Send(User user)
    {
        LoginCode request = LoginCode.Request(Nonce, TestData.Now.AddMinutes(10));
        request.AttachCode(user.Id, Code);
        StubAttempt(request);
        ports.LoginCodes.Setup(
            codes => codes.TryRedeemAsync(RequestId, TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        string secret = ports.Store(user, LinkPurpose.LogIn, subject: RequestId);
        ports.Links
            .Setup(links => links.ReadLatestAsync(user.Id, LinkPurpose.LogIn, RequestId, It.IsAny<CancellationToken>()))
            .Returns((Guid _, LinkPurpose _, string _, CancellationToken token) =>
                ports.Links.Object.ReadAsync(RandomSecret.HashOf(secret), token));
        return secret;
    }

    private void StubAttempt(LoginCode? request) => ports.LoginCodes
        .Setup(codes => codes.TryCountAsync(RequestId, TestData.Now, It.IsAny<CancellationToken>()))
        .ReturnsAsync(request);
}
