using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords.ConfirmPasswordReset;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Passwords.ConfirmPasswordReset;

internal sealed class ConfirmPasswordResetHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ConfirmPasswordReset_WhenTheLinkIsValid_ChangesThePasswordAndVerifiesTheAddress()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.ResetPassword);

        await Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default);

        Assert.That((user.PasswordHash, user.Epoch, user.IsEmailVerified), Is.EqualTo((TestData.NewHash, 1, true)));
        Assert.That(
            ports.Saved.Events,
            Is.EqualTo(
            [
                new SavedEvent(SecurityEventKind.EmailVerified, user.Id),
                new SavedEvent(SecurityEventKind.AccountSecured, user.Id),
                new SavedEvent(SecurityEventKind.PasswordChanged, user.Id),
            ]));
        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.AccountSecured]));
        ports.Links.Verify(links => links.DeleteAllAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    // A thief may reset the password at an address that they have verified, so the undo link of the owner must stay valid.
    [Test]
    public async Task ConfirmPasswordReset_WhenTheAddressWasVerifiedBefore_KeepsTheUndoLinksAndNotifiesTheOwner()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        string secret = ports.Store(user, LinkPurpose.ResetPassword);

        await Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default);

        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.PasswordChanged]));
        ports.Links.Verify(links => links.DeleteAllAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
        ports.AttemptCounters.Verify(counters => counters.DeleteKnownNetworksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task ConfirmPasswordReset_WhenTheLinkIsValid_EndsEverySession()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        string secret = ports.Store(user, LinkPurpose.ResetPassword);

        await Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default);

        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.PasswordChanged));
        Assert.That(
            ports.Saved.Revocations,
            Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.PasswordChanged, TestData.Now)]));
    }

    [Test]
    public async Task ConfirmPasswordReset_WhenTheAttemptsWereUsedUp_LetsTheOwnerLogIn()
    {
        User user = ports.Register(TestData.NewUser());
        ports.StoreAttempts(TestData.Network, tries: 10);
        string secret = ports.Store(user, LinkPurpose.ResetPassword);

        await Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default);

        AttemptCounter counter = ports.CountedAttempts.Single();
        Assert.That((counter.Tries, counter.SucceededAt), Is.EqualTo((0, (DateTimeOffset?)TestData.Now)));
    }

    [Test]
    public async Task ConfirmPasswordReset_WhenTheDatabaseFailsAfterwards_StillSucceeds()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.ResetPassword);
        ports.AttemptCounters
            .Setup(counters => counters.ReadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException());

        await Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default);

        Assert.That(user.PasswordHash, Is.EqualTo(TestData.NewHash));
    }

    [TestCase("password")]
    [TestCase("address")]
    [TestCase("deactivated")]
    [TestCase("gone")]
    public void ConfirmPasswordReset_WhenTheAccountHasChanged_IsRefusedBeforeHashing(string change)
    {
        User user = TestData.NewUser();
        string secret = ports.Store(user, LinkPurpose.ResetPassword);
        Change(user, change);

        AssertRefused(secret);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void ConfirmPasswordReset_WhenAnotherRequestRedeemedTheLink_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.ResetPassword);
        ports.Links.Setup(
            links => links.TryRedeemAsync(It.IsAny<string>(), TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(false);

        AssertRefused(secret);
        Assert.That(user.PasswordHash, Is.EqualTo(TestData.PasswordHash));
    }

    [Test]
    public void ConfirmPasswordReset_WhenTheLinkHasExpired_IsRefusedBeforeHashing()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.ResetPassword, expiresAt: TestData.Now);

        AssertRefused(secret);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void ConfirmPasswordReset_WhenThePasswordIsBreached_KeepsTheLinkValid()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.ResetPassword);
        ports.MakePasswordBreached();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default));

        Assert.That(refusal!.Errors.Keys, Is.EqualTo(["new_password"]));
        ports.Links.Verify(
            links => links.TryRedeemAsync(It.IsAny<string>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private void Change(User user, string change)
    {
        switch (change)
        {
            case "password":
                user.ReplacePassword("another hash", TestData.Earlier);
                break;
            case "address":
                user.ChangeEmail("countess@example.com", TestData.Earlier);
                break;
            case "deactivated":
                user.Deactivate(TestData.Earlier);
                break;
            default:
                return;
        }

        ports.Register(user);
    }

    private void AssertRefused(string secret)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(new ConfirmPasswordResetCommand(secret, TestData.Password), default));

        Assert.That(refusal!.Errors["token"], Is.EqualTo(["The link is invalid or has expired."]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private ConfirmPasswordResetHandler Handler() => new(
        ports.AccountLinkRedeemer(),
        ports.Users.Object,
        ports.NewPasswordHasher(),
        ports.EmailOwnershipRecorder(),
        ports.KnownNetworks(),
        ports.Clock,
        NullLogger<ConfirmPasswordResetHandler>.Instance);
}
