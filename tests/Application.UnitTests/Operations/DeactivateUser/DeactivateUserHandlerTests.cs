using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Operations.DeactivateUser;

internal sealed class DeactivateUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task DeactivateUser_WhenTheAccountExists_DeactivatesIt()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That(
            (user.IsActive, user.Epoch, user.UpdatedAt, ports.Saves),
            Is.EqualTo((false, 1, TestData.Now, 1)));
    }

    [Test]
    public async Task DeactivateUser_WhenTheAccountExists_RaisesTheEpochAndEndsAllSessions()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That(
            (session.EndedAt, session.EndReason),
            Is.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEndReason?)SessionEndReason.Deactivated)));
        Assert.That(
            ports.Saved.Revocations,
            Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.Deactivated, TestData.Now)]));
    }

    [Test]
    public async Task DeactivateUser_WhenTheAccountExists_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Deactivated, user.Id)]));
    }

    [Test]
    public async Task DeactivateUser_WhenTheAccountIsInItsDeletionGrace_CannotBeRestored()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        AccountLink link = AccountLink.Create(user, LinkPurpose.RestoreAccount, user.Email, TestData.Now.AddDays(14), TestData.Now).Link;

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That(link.IsValidFor(user), Is.False);
        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((false, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task DeactivateUser_WhenTheAccountIsDeactivated_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That((user.IsActive, user.Epoch, ports.Saved.Events.Count), Is.EqualTo((false, 1, 0)));
        ports.Revocations.VerifyNoOtherCalls();
    }

    [Test]
    public void DeactivateUser_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(
            () => Handler().Handle(new DeactivateUserCommand("nobody@example.com"), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private DeactivateUserHandler Handler() => new(
        ports.Users.Object,
        ports.Accounts,
        ports.AccountActivation(),
        NullLogger<DeactivateUserHandler>.Instance);
}
