using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminHandlerTests
{
    private static readonly LogInToAdminCommand Command = new(TestData.Email, TestData.Password);

    private readonly Ports ports = new();

    [Test]
    public async Task LogInToAdmin_WhenStaffSendTheCorrectPassword_OpensASessionWithoutTokens()
    {
        ports.AdminOptions = new AdminOptions { SessionLifetime = TimeSpan.FromHours(2) };
        User user = RegisterStaff();
        ports.AcceptPassword();

        AdminSessionDto dto = await Handler().Handle(Command, default);

        Session saved = ports.Saved.Sessions.Single();
        Assert.That(dto, Is.EqualTo(new AdminSessionDto(user.Id, saved.Id, TestData.Now.AddHours(2))));
        Assert.That((saved.IsAdmin, saved.UserId, saved.ExpiresAt), Is.EqualTo((true, user.Id, TestData.Now.AddHours(2))));
        Assert.That(ports.Saved.Tokens, Is.Empty);
        ports.VerifyNothingIssued();
    }

    [Test]
    public async Task LogInToAdmin_WhenItSucceeds_AddsASecurityEventAndClearsTheFailures()
    {
        User user = RegisterStaff();
        ports.AcceptPassword();

        await Handler().Handle(Command, default);

        Assert.That(
            ports.Saved.Events,
            Is.EqualTo([new SavedEvent(SecurityEventKind.LoggedIn, user.Id, ports.Saved.Sessions.Single().Id)]));
        Assert.That(ports.UpdatedCounters.Single().UserId, Is.EqualTo(user.Id));
        Assert.That(user.LastLoginAt, Is.EqualTo(TestData.Now));
    }

    // Accounts that may not log in are treated as unknown, so that a correct password does not change the timing.
    [Test]
    public void LogInToAdmin_WhenTheAccountIsNotStaff_VerifiesAgainstTheDecoyHash()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, user.Id);
        Assert.That(ports.ComparedHashes, Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public void LogInToAdmin_WhenTheAccountIsDeactivated_VerifiesAgainstTheDecoyHash()
    {
        User user = RegisterStaff();
        user.Deactivate(TestData.Earlier);
        ports.AcceptPassword();

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, user.Id);
        Assert.That(ports.ComparedHashes, Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public void LogInToAdmin_WhenThePasswordIsWrong_IsRefused()
    {
        User user = RegisterStaff();

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, user.Id);
    }

    [Test]
    public void LogInToAdmin_WhenTheAddressIsUnknown_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, userId: null);
    }

    [Test]
    public void LogInToAdmin_WhenTheAccountIsDemotedMeanwhile_IsRefused()
    {
        User user = RegisterStaff();
        ports.AcceptPassword();
        ports.ReplaceAtLock(user.Id, () =>
        {
            user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, TestData.Now);
            return user;
        });

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, user.Id);
    }

    private void AssertRefused(Func<Task> act, Guid? userId)
    {
        LoginFailedException? refusal = Assert.ThrowsAsync<LoginFailedException>(act);
        Assert.That(refusal!.Message, Is.EqualTo("A user with this email and password was not found."));
        Assert.That(ports.LaterEvents, Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, userId)]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private User RegisterStaff()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        return user;
    }

    private LogInToAdminHandler Handler() => new(ports.PasswordLogin(), ports.AdminOptions, ports.Options);
}
