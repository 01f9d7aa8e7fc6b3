using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Login;

internal sealed class NewDeviceNotificationTests
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";

    [Test]
    public async Task LogIn_WhenTheNetworkIsNew_NotifiesTheOwnerOnce()
    {
        using CleanAuthHost host = new();
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api elsewhere = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        await home.RegisterAndLogInAsync();
        await home.LogInAsync();
        Assert.That(await mailbox.ReadOutboxAsync(EmailKind.NewDevice), Is.Empty);

        await elsewhere.LogInAsync();
        await elsewhere.LogInAsync();
        await elsewhere.LogInAsync(password: "wrong horse");

        Assert.That(await mailbox.ReadOutboxAsync(EmailKind.NewDevice), Has.Count.EqualTo(1));
        EmailModel email = (await mailbox.PrepareLatestAsync(EmailKind.NewDevice))!;
        Assert.That((email.To, email.Network), Is.EqualTo((TestData.Email, "198.51.100.7")));
    }

    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:3::9", 0)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", 1)]
    public async Task LogIn_WhenTheClientAddressChanges_NotifiesOnlyForAnotherNetwork(string first, string second, int emails)
    {
        using CleanAuthHost host = new();
        using Api home = host.ConnectFrom(first);
        using Api again = host.ConnectFrom(second);
        await home.RegisterAndLogInAsync();

        await again.ObtainTokensAsync();

        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.NewDevice), Has.Count.EqualTo(emails));
    }

    [Test]
    public async Task LogIn_WhenTheUserAgentIsNew_NotifiesTheOwnerWithKnownNamesOnly()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        string body = $$"""{"email":"{{TestData.Email}}","password":"{{TestData.Password}}"}""";

        await api.SendAsync(
            HttpMethod.Post,
            "/api/token/",
            new StringContent(body, null, "application/json"),
            "",
            ("User-Agent", "Firefox/140.0 (Windows) call +1 555 0100"));

        EmailModel email = (await new Mailbox(host).PrepareLatestAsync(EmailKind.NewDevice))!;
        Assert.That((email.Browser, email.System), Is.EqualTo(("Firefox", "Windows")));
    }

    [Test]
    public async Task LogIn_WhenNotificationsAreOff_SendsNoEmail()
    {
        using CleanAuthHost host = new(("Accounts:NotifyNewDevices", "false"));
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api elsewhere = host.ConnectFrom("198.51.100.7");
        await home.RegisterAndLogInAsync();

        await elsewhere.LogInAsync();

        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.NewDevice), Is.Empty);
    }

    [Test]
    public async Task ReportSession_WhenTheLinkIsRedeemed_EndsTheSessionOnEveryInstanceAndSendsAResetLink()
    {
        using CleanAuthHost host = new();
        using CleanAuthHost other = host.StartBeside();
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = other.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        ClientTokens own = await home.RegisterAndLogInAsync();
        ClientTokens stolen = await thief.OpenSessionAsync();
        string token = await mailbox.LatestTokenAsync(EmailKind.NewDevice);

        ApiResponse response = await home.ReportSessionAsync(token);
        ApiResponse again = await home.ReportSessionAsync(token);

        Assert.That((response.ToString(), again.ToString()), Is.EqualTo(("204", BadLink)));
        Assert.That((await thief.RefreshAsync(stolen.Refresh)).Status, Is.EqualTo(401));
        await Poll.UntilAsync(() => thief.GetProfileAsync(stolen.Access), profile => profile.Status == 401);
        Assert.That((await home.GetProfileAsync(own.Access)).Status, Is.EqualTo(200));
        Assert.That((await home.ListSecurityEventsAsync(own.Access)).Body, Does.Contain("session_reported").And.Contain("session_ended"));
        Assert.That((await mailbox.PrepareLatestAsync(EmailKind.ResetPassword))!.To, Is.EqualTo(TestData.Email));
    }

    // The stranger knows the password until the owner changes it, and may have logged out before the report.
    [Test]
    public async Task ReportSession_WhenTheStrangerLogsInAgain_NotifiesTheOwnerAgain(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider, [Values] bool hasLoggedOut)
    {
        using CleanAuthHost host = new(provider);
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        await home.RegisterAndLogInAsync();
        ClientTokens stolen = await thief.OpenSessionAsync();
        string token = await mailbox.LatestTokenAsync(EmailKind.NewDevice);
        if (hasLoggedOut)
        {
            await thief.LogOutAsync(stolen.Access, stolen.Refresh);
        }

        await home.ReportSessionAsync(token);
        await thief.OpenSessionAsync();
        await home.OpenSessionAsync();

        Assert.That(await mailbox.ReadOutboxAsync(EmailKind.NewDevice), Has.Count.EqualTo(2));
    }

    [TestCase("")]
    [TestCase("x")]
    public async Task ReportSession_WhenTheLinkIsInvalid_IsRefused(string token)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.ReportSessionAsync(token);

        Assert.That(
            response.ToString(),
            Is.EqualTo(token.Length == 0 ? """400 {"errors":{"token":["This field may not be blank."]}}""" : BadLink));
    }

    // An intruder's changes to the account must not prevent its owner from reporting the session.
    [Test]
    public async Task ReportSession_WhenThePasswordWasChangedSince_StillSucceeds()
    {
        using CleanAuthHost host = new();
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = host.ConnectFrom("198.51.100.7");
        await home.RegisterAndLogInAsync();
        ClientTokens stolen = await thief.OpenSessionAsync();
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.NewDevice);
        await thief.ChangePasswordAsync(stolen.Access);

        ApiResponse response = await home.ReportSessionAsync(token);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.ResetPassword), Has.Count.EqualTo(1));
    }
}
