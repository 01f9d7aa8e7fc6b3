using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Admin.ChangeRights;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.ChangeRights;

internal sealed class ChangeRightsHandlerTests
{
    private static readonly Guid Group = Guid.NewGuid();

    private readonly Mock<IMemberships> memberships = new();
    private readonly Ports ports = new();

    [Test]
    public async Task ChangeRights_WhenInputIsGood_ReplacesAllOfThem()
    {
        User user = ports.Register(TestData.NewUser());
        user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.Of([Permissions.DeleteUser]), TestData.Earlier);

        await Handler().Handle(Command(user), default);

        Assert.That((user.IsStaff, user.IsSuperuser, user.UpdatedAt, ports.Saves), Is.EqualTo((true, false, TestData.Now, 1)));
        Assert.That(user.Permissions.Names, Is.EqualTo([Permissions.AddUser]));
        memberships.Verify(port => port.ReplaceAsync(user.Id, new[] { Group }, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task ChangeRights_WhenInputIsGood_PutsItOnRecord()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command(user), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.RightsChanged, user.Id)]));
    }

    [Test]
    public void ChangeRights_WhenTheVersionIsAnOldOne_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());

        Func<Task> act = () => Handler().Handle(Command(user) with { Version = "0" }, default);

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((user.IsStaff, ports.Saves), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task ChangeRights_WhenSomebodyLeavesTheStaff_EndsTheirSessionsOfThePagesAlone()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        Session page = Session.OpenAdmin(user, TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Earlier);
        Session other = TestData.NewSession(user);
        ports.HoldSessions(page, other);

        await Handler().Handle(Command(user) with { IsStaff = false }, default);

        Assert.That((page.EndReason, other.EndReason), Is.EqualTo(((SessionEnd?)SessionEnd.RevokedByAdmin, (SessionEnd?)null)));
        Assert.That(ports.Saved.Events, Does.Contain(new SavedEvent(SecurityEventKind.SessionsEnded, user.Id)));
    }

    [Test]
    public async Task ChangeRights_WhenSomebodyStaysOnTheStaff_EndsNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        Session page = Session.OpenAdmin(user, TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Earlier);
        ports.HoldSessions(page);

        await Handler().Handle(Command(user), default);

        Assert.That(page.EndedAt, Is.Null);
    }

    private static ChangeRightsCommand Command(User user) => new(
        Guid.NewGuid(), user.Id, EntityVersion.Of(user.UpdatedAt), IsStaff: true, IsSuperuser: false, [Group, Group], [Permissions.AddUser]);

    private ChangeRightsHandler Handler() => new(
        ports.Accounts.Object,
        memberships.Object,
        ports.RightsReader.Object,
        ports.Sessions.Object,
        ports.Events.Object,
        ports.Clock,
        NullLogger<ChangeRightsHandler>.Instance);
}
