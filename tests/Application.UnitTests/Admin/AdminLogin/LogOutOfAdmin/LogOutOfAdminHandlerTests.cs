using CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.LogOutOfAdmin;

internal sealed class LogOutOfAdminHandlerTests
{
    private static readonly LogOutOfAdminCommand Command = new(UserId: Guid.NewGuid(), SessionId: Guid.NewGuid());

    private readonly Ports ports = new();

    [Test]
    public async Task LogOutOfAdmin_WhenTheSessionIsLive_EndsIt()
    {
        ports.StubEnd(Command.SessionId, Command.UserId, SessionEndReason.Logout);

        await Handler().Handle(Command, default);

        ports.VerifyEnded(Command.SessionId, Command.UserId, SessionEndReason.Logout);
    }

    [Test]
    public void LogOutOfAdmin_WhenTheSessionHasEndedAlready_Succeeds() =>
        Assert.DoesNotThrowAsync(() => Handler().Handle(Command, default));

    private LogOutOfAdminHandler Handler() => new(ports.SessionTerminator(), ports.Clock);
}
