using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.ChangeRights;

internal sealed class ChangeRightsHandlerTests
{
    private static readonly Guid Group = Guid.NewGuid();

    private readonly Mock<IGroupMemberRepository> memberships = new();
    private readonly Ports ports = new();

    [Test]
    public async Task ChangeRights_WhenInputIsValid_ReplacesAllRights()
    {
        User user = ports.Register(TestData.NewVerifiedUser());
        user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.Create([Permissions.DeleteUser]), TestData.Earlier);

        await Handler().Handle(Command(user), default);

        Assert.That((user.IsStaff, user.IsSuperuser, user.UpdatedAt >= TestData.Now, ports.Saves), Is.EqualTo((true, false, true, 1)));
        Assert.That(user.Permissions.Names, Is.EqualTo([Permissions.AddUser]));
        memberships.Verify(port => port.ReplaceAsync(user.Id, new[] { Group }, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task ChangeRights_WhenInputIsValid_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewVerifiedUser());

        await Handler().Handle(Command(user), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.RightsChanged, user.Id)]));
    }

    [Test]
    public void ChangeRights_WhenTheVersionIsStale_ChangesNothing()
    {
        User user = ports.Register(TestData.NewVerifiedUser());

        Func<Task> act = () => Handler().Handle(Command(user) with { Version = "0" }, default);

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((user.IsStaff, ports.Saves), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task ChangeRights_WhenTheyGrow_RaisesTheEpochAndEndsAllSessions()
    {
        User user = ports.Register(TestData.NewVerifiedUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(Command(user), default);

        Assert.That((user.Epoch, session.EndReason), Is.EqualTo((1, (SessionEndReason?)SessionEndReason.RevokedByAdmin)));
        ports.Links.Verify(links => links.DeleteAllAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        ports.Outbox.Verify(outbox => outbox.DeleteWithLinksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task ChangeRights_WhenTheyStayTheSame_EndsNothing()
    {
        User user = ports.Register(TestData.NewVerifiedUser());
        user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, TestData.Earlier);

        await Handler().Handle(Command(user) with { IsStaff = false }, default);

        Assert.That((user.Epoch, ports.Saves), Is.EqualTo((0, 1)), "permissions count on the staff only");
        ports.Links.VerifyNoOtherCalls();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void ChangeRights_WhenStaffSetACredential_GrantsNothing(bool isEmail)
    {
        User user = ports.Register(TestData.NewVerifiedUser());
        (isEmail ? (Action<Guid>)user.MarkEmailSetBy : user.MarkPasswordSetBy)(Staff.Id);

        Func<Task> act = () => Handler().Handle(Command(user), default);

        Assert.ThrowsAsync<UnprovenOwnerException>(act);
        Assert.That((user.IsStaff, ports.Saves), Is.EqualTo((false, 0)));
    }

    [Test]
    public void ChangeRights_WhenTheAddressIsNotVerified_GrantsNothing()
    {
        User user = ports.Register(TestData.NewUser());

        Func<Task> act = () => Handler().Handle(Command(user), default);

        Assert.ThrowsAsync<UnprovenOwnerException>(act);
        Assert.That((user.IsStaff, ports.Saves), Is.EqualTo((false, 0)));
    }

    private static ChangeRightsCommand Command(User user) => new(
        Staff.Id, user.Id, EntityVersion.Of(user.UpdatedAt), IsStaff: true, IsSuperuser: false, [Group, Group], [Permissions.AddUser]);

    private ChangeRightsHandler Handler() => new(
        ports.StaffUpdates(),
        memberships.Object,
        ports.RightsReader.Object,
        ports.LastSuperuserGuard(),
        ports.AccessRevoker(),
        ports.Events.Object,
        ports.Clock,
        NullLogger<ChangeRightsHandler>.Instance);
}
