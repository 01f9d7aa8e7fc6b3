using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Groups;

/// <summary>Stubbed group ports; they know only the groups that the test stores.</summary>
internal sealed class GroupPorts
{
    public static readonly string[] Rights = [Permissions.EndSession, Permissions.AddUser];

    private readonly Dictionary<Guid, GroupWithMemberCount> stored = [];

    public GroupPorts()
    {
        Groups.Setup(groups => groups.ReadAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, CancellationToken _) => stored.GetValueOrDefault(id));
        Groups.Setup(groups => groups.ReadAllAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => [.. stored.Values]);
        Groups.Setup(groups => groups.CountAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => stored.Count);
        Groups.Setup(groups => groups.Add(It.IsAny<Group>())).Callback<Group>(group => Store(group));
        Groups.Setup(groups => groups.LockAsync(It.IsAny<Guid>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, string? version, CancellationToken _) => Lock(id, version));
        Groups.Setup(groups => groups.Remove(It.IsAny<Group>())).Callback<Group>(group => stored.Remove(group.Id));
    }

    public Mock<IGroupRepository> Groups { get; } = new();

    public IEnumerable<Group> Stored => stored.Values.Select(found => found.Group);

    public Group Store(string name = "Support", int members = 0) =>
        Store(Group.Create(name, PermissionSet.Create(Rights), TestData.Earlier), members);

    private Group Store(Group group, int members = 0)
    {
        stored[group.Id] = new GroupWithMemberCount(group, members);
        return group;
    }

    private Group Lock(Guid id, string? version)
    {
        Group group = stored.GetValueOrDefault(id)?.Group ?? throw new NotFoundException();
        return version is null || version == EntityVersion.Of(group.UpdatedAt) ? group : throw new VersionMismatchException();
    }
}
