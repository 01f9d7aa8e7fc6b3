using CleanAuth.Domain.Mail;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Leaving;

namespace CleanAuth.WebApi.FunctionalTests.Links;

/// <summary>A thief has the password of an account whose owner verified the address, and tries to keep the owner out.</summary>
[TestFixtureSource(typeof(TestStore), nameof(TestStore.Providers))]
internal sealed class StolenAccountTests(DatabaseProvider provider)
{
    private const string OwnersPassword = "gravel comet harbor sleeve";

    // The links that the change voided would count, and the owner would get none for half an hour.
    [Test]
    public async Task Reset_WhenTheThiefUsesTheLinksUpAndVoidsThem_IsSentToTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        Session thief = await OpenVerifiedAsync(api, mailbox);
        for (int request = 0; request < 5; request++)
        {
            await api.RequestResetAsync();
            await mailbox.ReadAsync();
        }

        await api.ChangePasswordAsync(thief.Access);
        await api.RequestResetAsync();
        Answer answer = await api.ConfirmResetAsync(await mailbox.TokenAsync(MailKind.ResetPassword), OwnersPassword);

        Assert.That(answer.ToString(), Is.EqualTo("204"));
        Assert.That((await api.LogInAsync(password: OwnersPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LoginCode_WhenTheThiefUsesTheCodesUpAndVoidsThem_IsSentToTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Session thief = await OpenVerifiedAsync(api, new Mailbox(host));
        for (int request = 0; request < 5; request++)
        {
            await new Post(host).RequestCodeAsync(api);
        }

        await api.ChangePasswordAsync(thief.Access);
        (string nonce, Application.Mail.Letter? letter) = await new Post(host).RequestCodeAsync(api);

        Assert.That((await api.ConfirmLoginCodeAsync(nonce, letter?.Code ?? "none")).Status, Is.EqualTo(200));
    }

    // The change opens a session, after which the device of the thief would be a known one.
    [Test]
    public async Task ChangePassword_WhenTheDeviceIsNew_TellsTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api elsewhere = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        Session stolen = await OpenVerifiedAsync(home, mailbox);

        await elsewhere.ChangePasswordAsync(stolen.Access);

        Assert.That((await mailbox.ReadAsync()).Last(letter => letter.Kind == MailKind.NewDevice).Network, Is.EqualTo("198.51.100.7"));
        Assert.That((await home.ReportSessionAsync(await mailbox.TokenAsync(MailKind.NewDevice))).ToString(), Is.EqualTo("204"));
    }

    private static async Task<Session> OpenVerifiedAsync(Api api, Mailbox mailbox)
    {
        Session session = await api.SignUpAsync();
        await api.VerifyEmailAsync(await mailbox.TokenAsync(MailKind.VerifyEmail));
        return session;
    }
}
