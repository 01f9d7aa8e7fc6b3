using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Operations.SetUserPassword;

internal sealed class SetUserPasswordHandlerTests
{
    private static readonly SetUserPasswordCommand Command = new(TestData.Email, TestData.Password);

    private readonly Ports ports = new();

    [Test]
    public async Task SetUserPassword_WhenTheAccountExists_SavesTheNewHash()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        Assert.That((user.PasswordHash, user.UpdatedAt, ports.Saves), Is.EqualTo((TestData.NewHash, TestData.Now, 1)));
    }

    [Test]
    public async Task SetUserPassword_WhenTheAccountExists_RaisesTheEpochAndEndsAllSessions()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(Command, default);

        Assert.That(
            (session.EndedAt, session.EndReason),
            Is.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEndReason?)SessionEndReason.PasswordChanged)));
        Assert.That(
            ports.Saved.Revocations,
            Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.PasswordChanged, TestData.Now)]));
    }

    [Test]
    public async Task SetUserPassword_WhenTheAccountExists_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.PasswordChanged, user.Id)]));
    }

    [Test]
    public async Task SetUserPassword_WhenTheAccountIsDeactivated_KeepsItDeactivated()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        await Handler().Handle(Command, default);

        Assert.That((user.IsActive, ports.Saves), Is.EqualTo((false, 1)));
    }

    [Test]
    public void SetUserPassword_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(() => Handler().Handle(Command, default));

        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void SetUserPassword_WhenHashingIsBusy_SavesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        ports.FailHashing();

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(Command, default));

        Assert.That((user.Epoch, session.EndedAt, ports.Saves), Is.EqualTo((0, (DateTimeOffset?)null, 0)));
    }

    [Test]
    public void SetUserPassword_WhenThePasswordIsSimilarToAName_IsRefused()
    {
        ports.Register(TestData.NewUser(fullName: "Correct Horse"));

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo(["The password is too similar to the full name."]));
        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void SetUserPassword_WhenThePasswordIsBreached_IsRefused()
    {
        ports.Register(TestData.NewUser());
        ports.MakePasswordBreached();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private SetUserPasswordHandler Handler() => new(
        ports.Users.Object,
        ports.NewPasswordHasher(),
        ports.SessionTerminator(),
        ports.AttemptCounters.Object,
        ports.Accounts,
        ports.Clock,
        NullLogger<SetUserPasswordHandler>.Instance);
}
