using CleanAuth.Application.Admin.Groups.DeleteGroup;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Groups.DeleteGroup;

internal sealed class DeleteGroupHandlerTests
{
    private readonly Ports ports = new();
    private readonly GroupPorts groups = new();

    [Test]
    public async Task DeleteGroup_WhenTheVersionIsCurrent_DeletesItAndAddsAnEvent()
    {
        Group group = groups.Store("Support");
        Group other = groups.Store("Audit");

        await HandleAsync(group.Id, EntityVersion.Of(TestData.Earlier));

        Assert.That(groups.Stored, Is.EqualTo([other]));
        ports.Events.Verify(events => events.Add(SecurityEventKind.GroupChanged, null, null), Times.Once);
    }

    [Test]
    public void DeleteGroup_WhenTheVersionIsStale_DeletesNothing()
    {
        Group group = groups.Store();

        Func<Task> act = () => HandleAsync(group.Id, "another");

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That(groups.Stored, Is.EqualTo([group]));
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public void DeleteGroup_WhenTheGroupIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), version: null);

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    private Task<Unit> HandleAsync(Guid id, string? version) =>
        new DeleteGroupHandler(groups.Groups.Object, ports.Events.Object, ports.StaffUpdates(), NullLogger<DeleteGroupHandler>.Instance)
            .Handle(new DeleteGroupCommand(Staff.Id, id, version), default);
}
