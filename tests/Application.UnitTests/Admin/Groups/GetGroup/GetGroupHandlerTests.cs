using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.GetGroup;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.Groups.GetGroup;

internal sealed class GetGroupHandlerTests
{
    private readonly GroupPorts ports = new();

    [Test]
    public async Task GetGroup_WhenItExists_ReturnsEveryMember()
    {
        Group group = ports.Store("Support", members: 3);

        GroupDto dto = await HandleAsync(group.Id);

        Assert.That((dto.Id, dto.Name, dto.Members), Is.EqualTo((group.Id, "Support", 3)));
        Assert.That(dto.Permissions, Is.EqualTo(["add_user", "end_session"]));
        Assert.That(dto.Version, Is.EqualTo(EntityVersion.Of(TestData.Earlier)));
    }

    [Test]
    public void GetGroup_WhenItIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid());

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    private Task<GroupDto> HandleAsync(Guid id) =>
        new GetGroupHandler(ports.Groups.Object).Handle(new GetGroupQuery(Staff.Id, id), default);
}
