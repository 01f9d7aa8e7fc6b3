using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.Groups.ListGroups;

internal sealed class ListGroupsHandlerTests
{
    [Test]
    public async Task ListGroups_WhenThereAreSome_ReturnsThemAndAllPermissions()
    {
        GroupPorts ports = new();
        Group[] stored = [ports.Store("Audit"), ports.Store("Support", members: 2)];

        GroupsDto dto = await new ListGroupsHandler(ports.Groups.Object).Handle(new ListGroupsQuery(Staff.Id), default);

        Assert.That(
            dto.Groups.Select(group => (group.Id, group.Name, group.Members)),
            Is.EqualTo([(stored[0].Id, "Audit", 0), (stored[1].Id, "Support", 2)]));
        Assert.That(dto.Permissions, Is.EqualTo(Permissions.All));
    }
}
