using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.AccountTakeover;

/// <summary>A thief has the password of an account whose owner verified the address, and tries to keep the owner out.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class AccountTakeoverTests(DatabaseProvider provider)
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";
    private const string ThiefEmail = "mallory@example.com";
    private const string PasswordOfOwner = "gravel comet harbor sleeve";

    // Attack: the thief changes the password to void links. If voided links counted towards the limit, the owner would get
    // none for half an hour.
    [Test]
    public async Task Reset_WhenTheThiefUsesUpTheLinksAndVoidsThem_IsStillSentToTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens thief = await mailbox.RegisterVerifiedOwnerAsync(api);
        for (int request = 0; request < 5; request++)
        {
            await api.RequestResetAsync();
            await mailbox.ReadAsync();
        }

        await api.ChangePasswordAsync(thief.Access);
        await api.RequestResetAsync();
        ApiResponse response = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.LogInAsync(password: PasswordOfOwner)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LoginCode_WhenTheThiefUsesUpTheCodesAndVoidsThem_IsStillSentToTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens thief = await new Mailbox(host).RegisterVerifiedOwnerAsync(api);
        for (int request = 0; request < 5; request++)
        {
            await new Mailbox(host).RequestCodeAsync(api);
        }

        await api.ChangePasswordAsync(thief.Access);
        (string nonce, Application.EmailDelivery.EmailModel? email) = await new Mailbox(host).RequestCodeAsync(api);

        Assert.That((await api.ConfirmLoginCodeAsync(nonce, email?.Code ?? "none")).Status, Is.EqualTo(200));
    }

    // Attack: the change opens a session. It must not make the device of the thief a known one.
    [Test]
    public async Task ChangePassword_WhenTheDeviceIsNew_NotifiesTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api elsewhere = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        ClientTokens stolen = await mailbox.RegisterVerifiedOwnerAsync(home);

        await elsewhere.ChangePasswordAsync(stolen.Access);

        Assert.That((await mailbox.ReadAsync()).Last(email => email.Kind == EmailKind.NewDevice).Network, Is.EqualTo("198.51.100.7"));
        Assert.That((await home.ReportSessionAsync(await mailbox.TokenAsync(EmailKind.NewDevice))).ToString(), Is.EqualTo("204"));
    }

    // Attack: after the undo, the thief redeems the link to make the account forget the networks of the owner and to send the
    // owner emails.
    [Test]
    public async Task UndoEmailChange_WhenTheThiefLoggedInAtTheirAddress_VoidsTheirReportLink()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = host.ConnectFrom("198.51.100.7");
        using Api elsewhere = host.ConnectFrom("203.0.113.9");
        Mailbox mailbox = new(host);
        await mailbox.RegisterVerifiedOwnerAsync(home);
        await MoveAccountAsync(thief, mailbox);
        await elsewhere.OpenSessionAsync(ThiefEmail);
        string thiefToken = await mailbox.TokenAsync(EmailKind.NewDevice, ThiefEmail);
        string ownerToken = await mailbox.TokenAsync(EmailKind.NewDevice);

        ApiResponse undone = await home.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged));

        Assert.That(undone.ToString(), Is.EqualTo("204"));
        Assert.That((await thief.ReportSessionAsync(thiefToken)).ToString(), Is.EqualTo(BadLink));
        Assert.That((await home.ReportSessionAsync(ownerToken)).ToString(), Is.EqualTo("204"));
    }

    // Otherwise the device of the thief would stay known, and a new login there would send no notice.
    [Test]
    public async Task UndoEmailChange_WhenTheThiefHadLoggedOut_TreatsTheirDeviceAsNew()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        await mailbox.RegisterVerifiedOwnerAsync(home);
        ClientTokens stolen = await MoveAccountAsync(thief, mailbox);
        await thief.LogOutAsync(stolen.Access, stolen.Refresh);

        await home.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged));
        await home.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);
        int before = (await mailbox.KindsAsync()).Count(kind => kind == EmailKind.NewDevice);
        await thief.OpenSessionAsync(password: PasswordOfOwner);

        Assert.That((await mailbox.KindsAsync()).Count(kind => kind == EmailKind.NewDevice), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task ReportSession_WhenTheDeviceOfTheThiefHasMoreSessions_EndsThemAndNotifiesTheOwnerAgain()
    {
        using CleanAuthHost host = new(provider);
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api thief = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        ClientTokens own = await mailbox.RegisterVerifiedOwnerAsync(home);
        ClientTokens[] stolen = [await thief.OpenSessionAsync(), await thief.OpenSessionAsync(), await thief.OpenSessionAsync()];
        await thief.LogOutAsync(stolen[2].Access, stolen[2].Refresh);

        await home.ReportSessionAsync(await mailbox.TokenAsync(EmailKind.NewDevice));
        await thief.OpenSessionAsync();

        foreach (ClientTokens session in stolen)
        {
            Assert.That((await thief.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
            Assert.That((await thief.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        }

        Assert.That((await home.GetProfileAsync(own.Access)).Status, Is.EqualTo(200));
        Assert.That((await mailbox.KindsAsync()).Count(kind => kind == EmailKind.NewDevice), Is.EqualTo(2));
    }

    private static async Task<ClientTokens> MoveAccountAsync(Api thief, Mailbox mailbox)
    {
        ClientTokens stolen = await thief.OpenSessionAsync();
        await mailbox.ReadAsync();
        await thief.UpdateProfileAsync(stolen.Access, $$"""{"email":"{{ThiefEmail}}"}""");
        await thief.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, ThiefEmail));
        return stolen;
    }
}
