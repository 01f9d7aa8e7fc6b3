using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class GroupRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly PermissionSet EndSession = PermissionSet.Create([Permissions.EndSession]);
    private static readonly PermissionSet AddUser = PermissionSet.Create([Permissions.AddUser]);

    private readonly User ada = TestData.NewUser();
    private readonly Group group = Group.Create("Support", EndSession, TestData.Now);

    [SetUp]
    public Task SaveAsync() => Database.SaveAsync(ada, group, GroupMember.Create(ada.Id, group.Id));

    [Test]
    public async Task ReadAll_WhenThereAreSeveral_ReturnsThemByNameWithTheirSizes()
    {
        await Database.SaveAsync(Group.Create("audit", AddUser, TestData.Now), Group.Create("Zoo", AddUser, TestData.Now));

        IReadOnlyList<GroupWithMemberCount> read = await Database.InScopeAsync(scope => scope.Groups.ReadAllAsync(default));

        Assert.That(
            read.Select(found => (found.Group.Name, found.Members)),
            Is.EqualTo([("audit", 0), ("Support", 1), ("Zoo", 0)]));
        Assert.That(read[1].Group, Is.EqualTo(group).UsingPropertiesComparer());
    }

    [Test]
    public async Task Read_WhenItIsUnknown_ReturnsNull()
    {
        GroupWithMemberCount? read = await ReadAsync(Guid.NewGuid());

        Assert.That(read, Is.Null);
    }

    [Test]
    public async Task Add_WhenTheNameDiffersInCaseOnly_IsRefused()
    {
        Func<Task> act = () => Database.InScopeAsync(scope =>
        {
            scope.Groups.Add(Group.Create("ＳＵＰＰＯＲＴ", AddUser, TestData.Now));
            return scope.UnitOfWork.SaveChangesAsync(default);
        });

        await AssertNameIsTakenAsync(act);
    }

    [Test]
    public async Task ChangeGroup_WhenTheVersionIsCurrent_SavesTheGroupWithTheRestOfTheRequest()
    {
        await ChangeAsync("Helpers", EntityVersion.Of(TestData.Now));

        Group stored = (await ReadAsync(group.Id))!.Group;
        Assert.That((stored.Name, stored.NormalizedName), Is.EqualTo(("Helpers", "HELPERS")));
        Assert.That((stored.Permissions, stored.UpdatedAt), Is.EqualTo((AddUser, TestData.Now.AddMinutes(1))));
        Assert.That(await EventsAsync(), Is.EqualTo([SecurityEventKind.GroupChanged]));
    }

    [Test]
    public async Task ChangeGroup_WhenTheVersionIsStale_SavesNothing()
    {
        Func<Task> act = () => ChangeAsync("Helpers", EntityVersion.Of(TestData.Now.AddMinutes(-1)));

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((await ReadAsync(group.Id))!.Group, Is.EqualTo(group).UsingPropertiesComparer());
        Assert.That(await EventsAsync(), Is.Empty);
    }

    [Test]
    public async Task ChangeGroup_WhenTheNameIsTaken_SavesNothing()
    {
        await Database.SaveAsync(Group.Create("Helpers", AddUser, TestData.Now));

        Func<Task> act = () => ChangeAsync("helpers", version: null);

        await AssertNameIsTakenAsync(act);
        Assert.That(await EventsAsync(), Is.Empty);
    }

    [Test]
    public void ChangeGroup_WhenTheGroupIsUnknown_IsNotFound()
    {
        Func<Task> act = () => Database.InScopeAsync(scope => scope.ChangeGroupAsync(Guid.NewGuid(), null, _ => { }));

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [Test]
    public async Task ChangeGroup_WhenManyHaveReadTheSameVersion_SucceedsOnce()
    {
        ServiceInstance[] instances = [Database.Instance, Database.StartInstance()];

        bool[] won = await Race.RunAsync(16, async caller =>
        {
            try
            {
                await instances[caller % 2].InScopeAsync(scope => scope.ChangeGroupAsync(
                    group.Id,
                    EntityVersion.Of(TestData.Now),
                    row => row.Change($"Group {caller}", AddUser, TestData.Now.AddMinutes(1))));
                return true;
            }
            catch (VersionMismatchException)
            {
                return false;
            }
        });

        Assert.That(won.Count(succeeded => succeeded), Is.EqualTo(1));
        Assert.That((await ReadAsync(group.Id))!.Group.Name, Is.EqualTo($"Group {Array.IndexOf(won, true)}"));
    }

    [Test]
    public async Task ChangeGroup_WhenManyAcceptAnyVersion_GivesEachANewVersion()
    {
        ServiceInstance[] instances = [Database.Instance, Database.StartInstance()];

        await Race.RunAsync(8, async caller =>
        {
            await instances[caller % 2].InScopeAsync(scope => scope.ChangeGroupAsync(
                group.Id, version: null, row => row.Change(row.Name, AddUser, TestData.Now)));
            return true;
        });

        Assert.That((await ReadAsync(group.Id))!.Group.UpdatedAt, Is.EqualTo(TestData.Now.AddMicroseconds(8)));
    }

    [Test]
    public async Task DeleteGroup_WhenItHasMembers_RemovesItsPermissionsFromThem()
    {
        Rights? before = await Database.InScopeAsync(scope => scope.Rights.ReadAsync(ada.Id, default));

        await RemoveAsync(EntityVersion.Of(TestData.Now));

        Rights? after = await Database.InScopeAsync(scope => scope.Rights.ReadAsync(ada.Id, default));
        Assert.That((before?.Permissions, after?.Permissions), Is.EqualTo((EndSession, PermissionSet.None)));
        Assert.That(await ReadAsync(group.Id), Is.Null);
        Assert.That(await EventsAsync(), Is.EqualTo([SecurityEventKind.GroupChanged]));
    }

    [Test]
    public async Task DeleteGroup_WhenTheVersionIsStale_DeletesNothing()
    {
        Func<Task> act = () => RemoveAsync(EntityVersion.Of(TestData.Now.AddMinutes(1)));

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That(await ReadAsync(group.Id), Is.Not.Null);
        Assert.That(await EventsAsync(), Is.Empty);
    }

    private static Task AssertNameIsTakenAsync(Func<Task> act)
    {
        Dictionary<string, string[]> expected = new() { ["name"] = ["group with this name already exists."] };
        Assert.That(Assert.ThrowsAsync<InvalidInputException>(act)!.Errors, Is.EqualTo(expected));
        return Task.CompletedTask;
    }

    private Task ChangeAsync(string name, string? version) => Database.InScopeAsync(scope => scope.ChangeGroupAsync(
        group.Id,
        version,
        row =>
        {
            row.Change(name, AddUser, TestData.Now.AddMinutes(1));
            scope.Events.Add(SecurityEventKind.GroupChanged, null, null);
        }));

    private Task RemoveAsync(string version) => Database.InScopeAsync(scope => scope.ChangeGroupAsync(
        group.Id,
        version,
        row =>
        {
            scope.Groups.Remove(row);
            scope.Events.Add(SecurityEventKind.GroupChanged, null, null);
        }));

    private Task<GroupWithMemberCount?> ReadAsync(Guid id) => Database.InScopeAsync(scope => scope.Groups.ReadAsync(id, default));

    private Task<List<SecurityEventKind>> EventsAsync() =>
        Database.InScopeAsync(scope => scope.Context.SecurityEvents.Select(item => item.Kind).ToListAsync());
}
