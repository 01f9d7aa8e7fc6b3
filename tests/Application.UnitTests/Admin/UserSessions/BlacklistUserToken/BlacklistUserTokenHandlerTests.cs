using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.BlacklistUserToken;

internal sealed class BlacklistUserTokenHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task BlacklistUserToken_WhenItsSessionIsLive_EndsTheSession([Values] bool wasConsumed)
    {
        PresentedToken presented = Store(TestData.NewUser(), wasConsumed ? TestData.Earlier : null);
        ports.StubSessions(presented.Session);

        await HandleAsync(presented.Token.Id, Staff.WithPermissions());

        Assert.That(presented.Session.EndReason, Is.EqualTo(SessionEndReason.RevokedByAdmin));
    }

    [Test]
    public void BlacklistUserToken_WhenTheTokenIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    // The stubbed session cannot be ended, as if it had ended already.
    [Test]
    public void BlacklistUserToken_WhenItsSessionHasEnded_IsNotFound()
    {
        PresentedToken presented = Store(TestData.NewUser());

        Func<Task> act = () => HandleAsync(presented.Token.Id, Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [TestCaseSource(typeof(StaffAccounts), nameof(StaffAccounts.All))]
    public void BlacklistUserToken_WhenItBelongsToStaff_RequiresASuperuser(User owner)
    {
        PresentedToken presented = Store(owner);
        ports.StubSessions(presented.Session);

        Func<Task> act = () => HandleAsync(presented.Token.Id, Staff.WithPermissions());

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That(presented.Session.EndedAt, Is.Null);
        Assert.DoesNotThrowAsync(() => HandleAsync(presented.Token.Id, Staff.Superuser()));
    }

    private PresentedToken Store(User owner, DateTimeOffset? consumedAt = null)
    {
        PresentedToken presented = TestData.NewToken(ports.Register(owner), consumedAt: consumedAt);
        ports.Store(presented);
        return presented;
    }

    private Task<Unit> HandleAsync(Guid tokenId, CurrentStaff staff)
    {
        ports.ActAs(staff);
        return new BlacklistUserTokenHandler(
            ports.Sessions.Object,
            ports.StaffUpdates(),
            ports.SessionTerminator(),
            ports.Clock,
            NullLogger<BlacklistUserTokenHandler>.Instance).Handle(new BlacklistUserTokenCommand(Staff.Id, tokenId), default);
    }
}
