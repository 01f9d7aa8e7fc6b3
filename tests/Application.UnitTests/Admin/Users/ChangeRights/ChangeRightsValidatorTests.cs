using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Domain.Accounts;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.ChangeRights;

internal sealed class ChangeRightsValidatorTests
{
    private static readonly Guid Group = Guid.NewGuid();

    private static readonly ChangeRightsCommand Valid =
        new(Guid.NewGuid(), Guid.NewGuid(), null, IsStaff: true, IsSuperuser: true, [Group], [Permissions.AddUser]);

    private readonly Mock<IGroupMemberRepository> memberships = new();

    [SetUp]
    public void StubAllGroups() => memberships
        .Setup(port => port.FindUnknownGroupsAsync(It.IsAny<IReadOnlyCollection<Guid>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync([]);

    [Test]
    public async Task ChangeRights_WhenInputIsValid_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task ChangeRights_WhenNothingIsPresent_RequiresAllMembers()
    {
        ChangeRightsCommand command = new(Guid.NewGuid(), Guid.NewGuid(), null, null, null, null, null);

        string[] failures = await Validator().FailuresAsync(command);

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "IsStaff: This field is required.",
                "IsSuperuser: This field is required.",
                "Groups: This field is required.",
                "UserPermissions: This field is required.",
            ]));
    }

    [Test]
    public async Task ChangeRights_WhenASuperuserWouldNotBeStaff_ReturnsItsMessages()
    {
        string[] failures = await Validator().FailuresAsync(Valid with { IsStaff = false });

        Assert.That(failures, Is.EqualTo(["IsStaff: A superuser is staff too."]));
    }

    [Test]
    public async Task ChangeRights_WhenAGroupIsUnknown_NamesIt()
    {
        memberships
            .Setup(port => port.FindUnknownGroupsAsync(new[] { Group }, It.IsAny<CancellationToken>()))
            .ReturnsAsync([Group]);

        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(failures, Is.EqualTo([$"Groups: Invalid pk \"{Group}\" - object does not exist."]));
    }

    [Test]
    public async Task ChangeRights_WhenThereAreFarTooManyPermissions_ReturnsOneMessage()
    {
        string[] failures = await Validator().FailuresAsync(
            Valid with { UserPermissions = [.. Enumerable.Range(0, 101).Select(number => $"fly {number}")] });

        Assert.That(failures, Is.EqualTo(["UserPermissions: Ensure this field has no more than 100 elements."]));
    }

    [Test]
    public async Task ChangeRights_WhenPermissionsAreUnknown_NamesEachOnce()
    {
        string[] failures = await Validator().FailuresAsync(
            Valid with { UserPermissions = ["fly", "fly", "ADD_USER", Permissions.AddUser] });

        Assert.That(
            failures,
            Is.EqualTo(["UserPermissions: \"fly\" is not a valid choice.", "UserPermissions: \"ADD_USER\" is not a valid choice."]));
    }

    private ChangeRightsValidator Validator() => new(memberships.Object);
}
