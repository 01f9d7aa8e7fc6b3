using CleanAuth.Application.Admin.AdminLogin.CheckAdminSession;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.CheckAdminSession;

internal sealed class CheckAdminSessionHandlerTests
{
    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();

    [SetUp]
    public void GrantStaffToUser() => user.GrantStaff(TestData.Earlier);

    [Test]
    public async Task CheckAdminSession_WhenTheSessionIsLiveAndItsOwnerIsStaff_ReturnsTrue() =>
        Assert.That(await CheckAsync(Open(usedBefore: TimeSpan.FromSeconds(59))), Is.True);

    [Test]
    public async Task CheckAdminSession_WhenTheSessionWasJustUsed_WritesNothing()
    {
        await CheckAsync(Open(usedBefore: TimeSpan.FromSeconds(59)));

        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [Test]
    public async Task CheckAdminSession_WhenTheLastUseIsAMinuteAgo_StoresTheTimeOfUse()
    {
        Session session = Open(usedBefore: TimeSpan.FromMinutes(1));

        await CheckAsync(session);

        ports.Sessions.Verify(sessions => sessions.TouchAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
    }

    [TestCase(29, ExpectedResult = true)]
    [TestCase(30, ExpectedResult = false)]
    public Task<bool> CheckAdminSession_WhenTheSessionIsIdle_ReturnsFalseFromTheTimeoutOn(int minutes) =>
        CheckAsync(Open(usedBefore: TimeSpan.FromMinutes(minutes)));

    [Test]
    public async Task CheckAdminSession_WhenTheSessionHasExpired_ReturnsFalse() =>
        Assert.That(await CheckAsync(Open(usedBefore: TimeSpan.FromMinutes(5), lifetime: TimeSpan.FromMinutes(5))), Is.False);

    [Test]
    public async Task CheckAdminSession_WhenTheSessionHasEnded_ReturnsFalse()
    {
        Session session = Open();
        session.End(SessionEndReason.RevokedByAdmin, TestData.Now);

        Assert.That(await CheckAsync(session), Is.False);
    }

    [Test]
    public async Task CheckAdminSession_WhenThePasswordWasChanged_ReturnsFalse()
    {
        Session session = Open();
        user.ReplacePassword("another hash", TestData.Now);

        Assert.That(await CheckAsync(session), Is.False);
    }

    [Test]
    public async Task CheckAdminSession_WhenItsOwnerIsNoLongerStaff_ReturnsFalse()
    {
        Session session = Open();
        user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, TestData.Now);

        Assert.That(await CheckAsync(session), Is.False);
    }

    [Test]
    public async Task CheckAdminSession_WhenTheSessionIsUnknown_ReturnsFalse() =>
        Assert.That(await Handler().Handle(new CheckAdminSessionQuery(user.Id, Guid.NewGuid()), default), Is.False);

    [Test]
    public async Task CheckAdminSession_WhenTheSessionBelongsToAnotherAccount_ReturnsFalse()
    {
        Session session = Open();

        bool isLive = await Handler().Handle(new CheckAdminSessionQuery(Guid.NewGuid(), session.Id), default);

        Assert.That(isLive, Is.False);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    private Session Open(TimeSpan usedBefore = default, TimeSpan? lifetime = null) => ports.StoreAdmin(
        Session.OpenAdmin(user, lifetime ?? TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Now - usedBefore),
        user);

    private Task<bool> CheckAsync(Session session) => Handler().Handle(new CheckAdminSessionQuery(user.Id, session.Id), default);

    private CheckAdminSessionHandler Handler() => new(ports.Sessions.Object, ports.AdminOptions, ports.Clock);
}
