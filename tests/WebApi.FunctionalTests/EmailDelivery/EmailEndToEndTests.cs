using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CleanAuth.TestSupport.Mail;
using MimeKit;

namespace CleanAuth.WebApi.FunctionalTests.EmailDelivery;

/// <summary>
/// The flows that send an email, as the owner of an account sees them: a request over HTTP, the email that a real mail server receives,
/// and a second request with the token from it.
/// </summary>
internal sealed partial class EmailEndToEndTests
{
    private const string Other = "countess@example.com";

    [Test]
    public async Task Register_WhenTheLinkIsRedeemed_VerifiesTheAddress()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new([.. server.Settings, .. CleanAuthHost.RequiringVerification]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        string first = TokenOf(await ReceiveAsync(server, "Verify your email address"));
        ApiResponse before = await api.LogInAsync();

        ApiResponse resent = await api.ResendVerificationAsync();
        string second = TokenOf(await ReceiveAsync(server, "Verify your email address", number: 2));
        ApiResponse verified = await api.VerifyEmailAsync(second);
        ApiResponse again = await api.VerifyEmailAsync(second);

        Assert.That((before.Status, resent.Status, verified.Status, again.Status), Is.EqualTo((400, 202, 204, 400)));
        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Register_WhenTheAddressIsTakenAndMustBeVerified_NotifiesItsOwnerOnly()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new([.. server.Settings, .. CleanAuthHost.RequiringVerification]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.VerifyEmailAsync(TokenOf(await ReceiveAsync(server, "Verify your email address")));

        ApiResponse taken = await api.RegisterAsync(username: "mallory");

        Assert.That(taken.Status, Is.EqualTo(201));
        Assert.That($"{(await ReceiveAsync(server, "You already have an account")).To}", Is.EqualTo(TestData.Email));
    }

    [Test]
    public async Task ResetPassword_WhenTheLinkIsRedeemed_SetsThePasswordAndEndsEverySession()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.RequestResetAsync();
        await api.RequestResetAsync("nobody@example.com");
        ApiResponse reset = await api.ConfirmResetAsync(TokenOf(await ReceiveAsync(server, "Reset your password")));

        Assert.That((await ReceiveAsync(server, "Your account is now secure")).TextBody, Does.Contain("/forgot-password"));
        Assert.That((reset.Status, (await api.GetProfileAsync(session.Access)).Status), Is.EqualTo((204, 401)));
        Assert.That(
            ((await api.LogInAsync()).Status, (await api.LogInAsync(password: TestData.NewPassword)).Status),
            Is.EqualTo((400, 200)));
        Assert.That(
            server.ReadMessages().SelectMany(message => message.To.Mailboxes).Select(box => box.Address),
            Is.All.EqualTo(TestData.Email));
    }

    [Test]
    public async Task ChangePassword_WhenDone_NotifiesTheOwner()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse changed = await api.ChangePasswordAsync(session.Access);

        Assert.That(changed.Status, Is.EqualTo(200));
        Assert.That($"{(await ReceiveAsync(server, "Your password was changed")).To}", Is.EqualTo(TestData.Email));
    }

    [Test]
    public async Task ChangeEmail_WhenConfirmedAndUndone_RestoresTheAddressAndEndsEverySession()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new([.. server.Settings, ("Accounts:ConfirmEmailChange", "true")]);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.UpdateProfileAsync(session.Access, $$"""{"email":"{{Other}}"}""");
        ApiResponse early = await api.LogInAsync(Other);
        MimeMessage confirmation = await ReceiveAsync(server, "Confirm your new email address");
        ApiResponse confirmed = await api.ConfirmEmailChangeAsync(TokenOf(confirmation));
        ApiResponse late = await api.LogInAsync(Other);
        MimeMessage notice = await ReceiveAsync(server, "Your email address was changed");
        ApiResponse undone = await api.UndoEmailChangeAsync(TokenOf(notice));
        ApiResponse chosen = await api.ConfirmResetAsync(TokenOf(await ReceiveAsync(server, "Reset your password")));

        Assert.That(($"{confirmation.To}", $"{notice.To}"), Is.EqualTo((Other, TestData.Email)));
        Assert.That(
            (early.Status, confirmed.Status, late.Status, undone.Status, chosen.Status),
            Is.EqualTo((400, 204, 200, 204, 204)));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LogInByCode_WhenTheEmailIsRead_OpensASession(bool byLink)
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        string nonce = (await api.RequestLoginCodeAsync()).Json["nonce"]!.GetValue<string>();
        MimeMessage message = await ReceiveAsync(server, "Your login code");
        ApiResponse opened = byLink
            ? await api.ConfirmLoginLinkAsync(nonce, TokenOf(message))
            : await api.ConfirmLoginCodeAsync(nonce, Code().Match(message.TextBody!).Value);

        Assert.That(opened.Status, Is.EqualTo(200), opened.Body);
    }

    [Test]
    public async Task LogIn_WhenTheDeviceIsNewAndReported_EndsItsSession()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        ClientTokens owner = await api.RegisterAndLogInAsync();
        HttpClient strange = host.Connect();
        strange.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("StrangeBrowser", "1.0"));
        using Api stranger = new(strange);
        ClientTokens stolen = await stranger.OpenSessionAsync();

        MimeMessage warning = await ReceiveAsync(server, "New login to your account");
        ApiResponse reported = await api.ReportSessionAsync(TokenOf(warning));

        Assert.That(warning.TextBody, Does.Contain("an unknown browser or app"));
        Assert.That(
            (reported.Status, (await stranger.GetProfileAsync(stolen.Access)).Status, (await api.GetProfileAsync(owner.Access)).Status),
            Is.EqualTo((204, 401, 200)));
        Assert.That(
            (await api.ConfirmResetAsync(TokenOf(await ReceiveAsync(server, "Reset your password")))).Status,
            Is.EqualTo(204));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenTheLinkIsRedeemed_RestoresTheAccount()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new([.. server.Settings, ("Accounts:DeletionGrace", "14.00:00:00")]);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(TokenOf(await ReceiveAsync(server, "Verify your email address")));

        ApiResponse left = await api.DeleteAccountAsync(session.Access);
        ApiResponse away = await api.LogInAsync();
        ApiResponse restored = await api.RestoreAccountAsync(TokenOf(await ReceiveAsync(server, "Your account was deleted")));

        Assert.That((left.Status, away.Status, restored.Status), Is.EqualTo((204, 400, 204)));
        await api.ConfirmResetAsync(TokenOf(await ReceiveAsync(server, "Reset your password")));
        Assert.That((await api.LogInAsync(TestData.Email, TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenItIsPermanent_NotifiesTheOwner()
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.DeleteAccountAsync(session.Access);
        MimeMessage notice = await ReceiveAsync(server, "Your account was deleted");

        Assert.That(($"{notice.To}", notice.TextBody!.Contains("#token=", StringComparison.Ordinal)), Is.EqualTo((TestData.Email, false)));
    }

    private static async Task<MimeMessage> ReceiveAsync(RunningMailServer server, string subject, int number = 1)
    {
        MimeMessage[] found = await Poll.UntilAsync(
            () => Task.FromResult(server.ReadMessages().Where(message => message.Subject == subject).ToArray()),
            messages => messages.Length >= number);
        Assert.That(found, Has.Length.EqualTo(number), subject);
        return found[^1];
    }

    private static string TokenOf(MimeMessage message) => Token().Match(message.TextBody!).Groups[1].Value;

    [GeneratedRegex("#token=([A-Za-z0-9_-]{43})")]
    private static partial Regex Token();

    [GeneratedRegex("(?m)^[2-9A-HJKMNP-TV-Z]{8}(?=\r?$)")]
    private static partial Regex Code();
}
