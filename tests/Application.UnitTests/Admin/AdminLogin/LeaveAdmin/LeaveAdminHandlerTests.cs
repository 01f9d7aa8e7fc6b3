using CleanAuth.Application.Admin.AdminLogin.LeaveAdmin;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.LeaveAdmin;

internal sealed class LeaveAdminHandlerTests
{
    private static readonly LeaveAdminCommand Command = new(UserId: Guid.NewGuid(), SessionId: Guid.NewGuid());

    private readonly Ports ports = new();

    [Test]
    public async Task LeaveAdmin_WhenTheSessionIsLive_EndsIt()
    {
        ports.LetEnd(Command.SessionId, Command.UserId, SessionEnd.Logout);

        await Handler().Handle(Command, default);

        ports.VerifyEnded(Command.SessionId, Command.UserId, SessionEnd.Logout);
    }

    [Test]
    public void LeaveAdmin_WhenTheSessionIsOverAlready_IsFine() =>
        Assert.DoesNotThrowAsync(() => Handler().Handle(Command, default));

    private LeaveAdminHandler Handler() => new(ports.Sessions.Object, ports.Clock);
}
