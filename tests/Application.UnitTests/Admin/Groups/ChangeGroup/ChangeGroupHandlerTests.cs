using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.ChangeGroup;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Groups.ChangeGroup;

internal sealed class ChangeGroupHandlerTests
{
    private readonly Ports ports = new();
    private readonly GroupPorts groups = new();

    [Test]
    public async Task ChangeGroup_WhenTheVersionIsCurrent_ChangesItAndAddsAnEvent()
    {
        Group group = groups.Store("Support", members: 2);

        GroupDto dto = await HandleAsync(group.Id, EntityVersion.Of(TestData.Earlier));

        Assert.That((group.Name, group.Permissions.Text), Is.EqualTo(("Audit", "export_users")));
        Assert.That((dto.Name, dto.Members, dto.Version), Is.EqualTo(("Audit", 2, EntityVersion.Of(TestData.Now))));
        ports.Events.Verify(events => events.Add(SecurityEventKind.GroupChanged, null, null), Times.Once);
    }

    [Test]
    public void ChangeGroup_WhenTheVersionIsStale_ChangesNothing()
    {
        Group group = groups.Store();

        Func<Task> act = () => HandleAsync(group.Id, EntityVersion.Of(TestData.Now));

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((group.Name, group.UpdatedAt), Is.EqualTo(("Support", TestData.Earlier)));
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public void ChangeGroup_WhenTheGroupIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), version: null);

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    private Task<GroupDto> HandleAsync(Guid id, string? version) =>
        new ChangeGroupHandler(
            groups.Groups.Object,
            ports.Events.Object,
            ports.StaffUpdates(),
            ports.Clock,
            NullLogger<ChangeGroupHandler>.Instance)
            .Handle(new ChangeGroupCommand(Staff.Id, id, version, "Audit", [Permissions.ExportUsers]), default);
}
