using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.EndUserSessions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.EndUserSessions;

internal sealed class EndUserSessionsHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task EndUserSessions_WhenTheAccountIsThere_EndsAllOfIt()
    {
        User owner = ports.Register(TestData.NewUser());

        await HandleAsync(owner.Id, Staff.WithPermissions());

        ports.Sessions.Verify(
            sessions => sessions.EndAllAsync(owner.Id, null, SessionEnd.RevokedByAdmin, TestData.Now, It.IsAny<CancellationToken>()),
            Times.Once);
        ports.Sessions.VerifyNoOtherCalls();
    }

    [Test]
    public void EndUserSessions_WhenTheAccountIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [TestCaseSource(typeof(Colleagues), nameof(Colleagues.All))]
    public void EndUserSessions_WhenTheyAreAColleagues_IsForSuperusersOnly(User owner)
    {
        ports.Register(owner);

        Func<Task> act = () => HandleAsync(owner.Id, Staff.WithPermissions());

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.DoesNotThrowAsync(() => HandleAsync(owner.Id, Staff.Superuser()));
    }

    private Task<Unit> HandleAsync(Guid userId, CurrentStaff staff) =>
        new EndUserSessionsHandler(
            ports.Users.Object,
            ports.Sessions.Object,
            staff,
            ports.Clock,
            NullLogger<EndUserSessionsHandler>.Instance).Handle(new EndUserSessionsCommand(Staff.Id, userId), default);
}
