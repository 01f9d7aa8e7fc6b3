using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.AddGroup;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Groups.AddGroup;

internal sealed class AddGroupHandlerTests
{
    private readonly Ports ports = new();
    private readonly GroupPorts groups = new();

    [Test]
    public async Task AddGroup_WhenTheNameIsFree_SavesItWithAnEvent()
    {
        GroupDto dto = await HandleAsync();

        Group saved = groups.Stored.Single();
        Assert.That((saved.Name, saved.NormalizedName, saved.UpdatedAt), Is.EqualTo(("Support", "SUPPORT", TestData.Now)));
        Assert.That((dto.Id, dto.Name, dto.Version), Is.EqualTo((saved.Id, "Support", EntityVersion.Of(TestData.Now))));
        Assert.That(dto.Permissions, Is.EqualTo(["add_user", "end_session"]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.GroupChanged)]));
    }

    [Test]
    public void AddGroup_WhenTheNameIsTaken_ReturnsAnError()
    {
        ports.FailSaving(InvalidInputException.Of("name", "group with this name already exists."));

        Func<Task> act = () => HandleAsync();

        Assert.That(
            Assert.ThrowsAsync<InvalidInputException>(act)!.Errors,
            Is.EqualTo(new Dictionary<string, string[]> { ["name"] = ["group with this name already exists."] }));
    }

    [Test]
    public void AddGroup_WhenTheMaximumIsReached_ReturnsAnErrorAndSavesNothing()
    {
        for (int number = 0; number < Group.MaxCount; number++)
        {
            groups.Store($"Group {number}");
        }

        Func<Task> act = () => HandleAsync();

        Assert.That(
            Assert.ThrowsAsync<InvalidInputException>(act)!.Errors.Values,
            Is.EqualTo(new[] { new[] { "The limit of 200 groups is reached. Delete a group first." } }));
        Assert.That(ports.Saves, Is.Zero);
    }

    private Task<GroupDto> HandleAsync() =>
        new AddGroupHandler(
            groups.Groups.Object,
            ports.Events.Object,
            ports.StaffUpdates(),
            ports.Clock,
            NullLogger<AddGroupHandler>.Instance).Handle(new AddGroupCommand(Staff.Id, "Support", GroupPorts.Rights), default);
}
