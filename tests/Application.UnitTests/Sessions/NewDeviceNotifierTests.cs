using CleanAuth.Application.Accounts;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.Sessions;

internal sealed class NewDeviceNotifierTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task LogIn_WhenTheNetworkIsNew_NotifiesTheOwnerOfTheSession()
    {
        User user = RegisterBefore();
        ports.StubKnownNetworks("198.51.100.1");

        await ports.PasswordLogin().LogInAsync(TestData.Email, TestData.Password, default);

        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That(
            (email.Kind, email.UserId, email.Email, email.Subject),
            Is.EqualTo((EmailKind.NewDevice, (Guid?)user.Id, (string?)null, $"{ports.Saved.Sessions.Single().Id}")));
    }

    [Test]
    public async Task LogInToAdmin_WhenTheNetworkIsNew_NotifiesTheOwner()
    {
        RegisterBefore().GrantStaff(TestData.Earlier);
        ports.StubKnownNetworks();

        await ports.PasswordLogin().LogInToAdminAsync(
            TestData.Email, TestData.Password, new SessionTerms(IsAdmin: true, TimeSpan.FromHours(8), MaxSessions: 100), default);

        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.NewDevice));
    }

    [TestCase("203.0.113.7", "203.0.113.7", 0)]
    [TestCase("203.0.113.7", "::ffff:203.0.113.7", 0)]
    [TestCase("203.0.113.7", "203.0.113.8", 1)]
    [TestCase("2001:db8:0:1::5", "2001:db8:0:1:ffff::1", 0)]
    [TestCase("2001:db8:0:1::5", "2001:db8:0:2::5", 1)]
    [TestCase(null, null, 0)]
    public async Task LogIn_WhenTheUserAgentIsKnown_ComparesNetworksByPrefix(string? network, string? known, int mails)
    {
        RegisterBefore();
        ports.Client.Setup(client => client.Network).Returns(network);
        ports.StubKnownNetworks("192.0.2.1", known);

        await ports.PasswordLogin().LogInAsync(TestData.Email, TestData.Password, default);

        Assert.That(ports.Saved.Emails, Has.Count.EqualTo(mails));
    }

    [Test]
    public async Task LogIn_WhenItIsTheFirstLogin_SendsNoEmail()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.StubKnownNetworks();

        await ports.PasswordLogin().LogInAsync(TestData.Email, TestData.Password, default);

        Assert.That(ports.Saved.Emails, Is.Empty);
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsWrong_ReadsNoDevices()
    {
        RegisterBefore();

        await ports.PasswordLogin().LogInAsync(TestData.Email, "a guess", default);

        Assert.That(ports.History.Invocations, Is.Empty);
    }

    [Test]
    public async Task LogIn_WhenNotificationsAreOff_ReadsNoDevices()
    {
        RegisterBefore();
        ports.AccountOptions = new AccountOptions { NotifyNewDevices = false };

        await ports.PasswordLogin().LogInAsync(TestData.Email, TestData.Password, default);

        Assert.That(ports.Saved.Sessions, Has.Count.EqualTo(1));
        Assert.That(ports.History.Invocations, Is.Empty);
    }

    private User RegisterBefore()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        ports.AcceptPassword();
        return user;
    }
}
