using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords.ChangePassword;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Passwords.ChangePassword;

internal sealed class ChangePasswordHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsCorrect_SavesTheNewHashAndAddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await Handler().Handle(Command(user), default);

        Assert.That((user.PasswordHash, user.SessionEpoch, ports.Saves), Is.EqualTo((TestData.NewHash, 1, 1)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.PasswordChanged, user.Id)]));
    }

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsCorrect_EndsAllSessionsAndOpensANewOne()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        ports.AcceptPassword();

        TokenPair pair = await Handler().Handle(Command(user) with { SessionId = session.Id }, default);

        Session opened = ports.Saved.Sessions.Single();
        RefreshToken token = ports.Saved.Tokens.Single();
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.PasswordChanged));
        Assert.That(
            ports.Saved.Revocations,
            Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.PasswordChanged, TestData.Now)]));
        Assert.That((opened.Epoch, opened.Network, opened.UserAgent), Is.EqualTo((1, TestData.Network, TestData.UserAgent)));
        Assert.That(pair, Is.EqualTo(new TokenPair($"refresh {token.Id}", $"access {user.Id} {opened.Id}")));
    }

    // This endpoint always requires the current password, whatever Accounts:RequireCurrentPassword says.
    [Test]
    public void ChangePassword_WhenTheCurrentPasswordIsWrong_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ChangePasswordCommand command = Command(user) with { CurrentPassword = "a guess" };
        ports.AcceptPassword();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(command, default));

        Assert.That(refusal!.Errors["current_password"], Is.EqualTo(["This is not the current password."]));
        Assert.That((user.PasswordHash, user.Epoch, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0, 0)));
        Assert.That(ports.LaterEvents, Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, user.Id, command.SessionId)]));
        ports.VerifyNothingIssued();
    }

    [Test]
    public void ChangePassword_WhenGuessedTooOften_VerifiesNoPassword()
    {
        User user = ports.Register(TestData.NewUser());
        ports.StoreAttempts(TestData.Network, tries: 1_000);

        Assert.ThrowsAsync<ThrottledException>(() => Handler().Handle(Command(user), default));

        Assert.That((ports.ComparedHashes, ports.Saves), Is.EqualTo((Array.Empty<string?>(), 0)));
    }

    [Test]
    public void ChangePassword_WhenChangedTooOften_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.StorePasswordChanges(user, count: 5);

        ThrottledException? refusal = Assert.ThrowsAsync<ThrottledException>(() => Handler().Handle(Command(user), default));

        Assert.That(refusal!.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
        ports.VerifyNothingIssued();
    }

    [Test]
    public void ChangePassword_WhenTheNewPasswordIsSimilarToAName_ReturnsAMessageForTheNewPassword()
    {
        User user = ports.Register(TestData.NewUser(fullName: "Correct Horse"));
        ports.AcceptPassword();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(Command(user), default));

        Assert.That(refusal!.Errors["new_password"], Is.EqualTo(["The password is too similar to the full name."]));
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
    }

    [Test]
    public void ChangePassword_WhenTheNewPasswordIsBreached_ReturnsAMessageForTheNewPassword()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.MakePasswordBreached();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(Command(user), default));

        Assert.That(refusal!.Errors["new_password"], Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void ChangePassword_WhenAnotherRequestIsFirst_IssuesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.FailSaving(new AccountChangedException());

        Assert.ThrowsAsync<AccountChangedException>(() => Handler().Handle(Command(user), default));

        ports.TokenIssuer.Verify(issuer => issuer.SerializeRefreshToken(It.IsAny<RefreshToken>()), Times.Never);
    }

    [Test]
    public void ChangePassword_WhenThePasswordChangesMeanwhile_KeepsTheOtherPassword()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.ChangePasswordAfterRead(user);

        Assert.ThrowsAsync<AccountChangedException>(() => Handler().Handle(Command(user), default));

        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo(("another hash", 0)));
    }

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsCorrect_MakesTheNetworkKnown()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await Handler().Handle(Command(user), default);

        Assert.That(ports.UpdatedCounters.Single().SucceededAt, Is.EqualTo(TestData.Now));
    }

    [Test]
    public void ChangePassword_WhenTheAccountDoesNotExist_IsRefused() =>
        Assert.ThrowsAsync<AccountUnavailableException>(() => Handler().Handle(Command(TestData.NewUser()), default));

    [Test]
    public void ChangePassword_WhenDeactivated_IsRefused() =>
        Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(Command(ports.Register(TestData.NewUser(isActive: false))), default));

    // The stubbed hasher knows one password, so it is the current and the new one.
    private static ChangePasswordCommand Command(User user) => new(user.Id, Guid.NewGuid())
    {
        CurrentPassword = TestData.Password,
        NewPassword = TestData.Password,
    };

    private ChangePasswordHandler Handler() => new(
        ports.Users.Object,
        ports.Accounts,
        ports.Reauthentication(new AccountOptions { RequireCurrentPassword = false }),
        ports.PasswordChanger(),
        ports.TokenSessionOpener(),
        ports.Clock,
        NullLogger<ChangePasswordHandler>.Instance);
}
