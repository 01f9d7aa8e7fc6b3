using CleanAuth.Application.Admin.Users.SetUserActive;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.SetUserActive;

internal sealed class SetUserActiveHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task SetUserActive_WhenDeactivated_EndsSessionsAndAddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        ports.ActAs();

        await Handler().Handle(new SetUserActiveCommand(Staff.Id, user.Id, IsActive: false), default);

        Assert.That(
            (user.IsActive, user.Epoch, session.EndReason), Is.EqualTo((false, 1, (SessionEndReason?)SessionEndReason.Deactivated)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Deactivated, user.Id)]));
    }

    [Test]
    public async Task SetUserActive_WhenActivated_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));
        ports.ActAs();

        await Handler().Handle(new SetUserActiveCommand(Staff.Id, user.Id, IsActive: true), default);

        Assert.That(user.IsActive, Is.True);
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Activated, user.Id)]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task SetUserActive_WhenTheStateIsTheSame_ChangesNothing(bool isActive)
    {
        User user = ports.Register(TestData.NewUser(isActive: isActive));
        (int epoch, DateTimeOffset updatedAt) = (user.Epoch, user.UpdatedAt);
        ports.ActAs();

        await Handler().Handle(new SetUserActiveCommand(Staff.Id, user.Id, isActive), default);

        Assert.That((user.Epoch, user.UpdatedAt, ports.Saved.Events.Count), Is.EqualTo((epoch, updatedAt, 0)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void SetUserActive_WhenTheAccountIsStaff_RequiresASuperuser(bool isActive)
    {
        User user = ports.Register(TestData.NewUser(isActive: !isActive));
        user.GrantStaff(TestData.Earlier);
        ports.ActAs(permissions: Permissions.DeactivateUser);

        Func<Task> act = () => Handler().Handle(new SetUserActiveCommand(Staff.Id, user.Id, isActive), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((user.IsActive, ports.Saves), Is.EqualTo((!isActive, 0)));
    }

    private SetUserActiveHandler Handler() =>
        new(ports.StaffUpdates(), ports.AccountActivation(), NullLogger<SetUserActiveHandler>.Instance);
}
