using System.Text.RegularExpressions;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Emails;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

internal sealed class PasswordResetTests
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";

    [Test]
    public async Task ResetPassword_WhenTheLinkIsRedeemed_AcceptsOnlyTheNewPassword()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RequestResetAsync(" ADA@example.com ");

        ApiResponse response = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task ResetPassword_WhenDone_VerifiesTheAddressAndNotifiesTheOwner()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAndLogInAsync();
        await api.RequestResetAsync();
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));

        ClientTokens session = await api.OpenSessionAsync(password: TestData.NewPassword);

        ApiResponse profile = await api.GetProfileAsync(session.Access);
        Assert.That((bool)profile.Json["user"]!["email_verified"]!, Is.True);
        Assert.That(await mailbox.KindsAsync(), Does.Contain(EmailKind.AccountSecured));
        ApiResponse events = await api.ListSecurityEventsAsync(session.Access);
        Assert.That(events.Body, Does.Contain("password_changed").And.Contain("email_verified"));
    }

    [Test]
    public async Task RequestPasswordReset_WhenGivenAnyAddress_RespondsTheSameAndEmailsOnlyActiveAccounts()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAndLogInAsync();
        await api.RegisterAsync("bob@example.com", "bob");
        await host.CommandAsync(new DeactivateUserCommand("bob@example.com"));

        List<string> responses = [];
        foreach (string address in new[] { TestData.Email, "bob@example.com", "nobody@example.com" })
        {
            responses.Add((await api.RequestResetAsync(address)).Describe());
        }

        Assert.That(responses[0], Does.StartWith("202\n"));
        Assert.That(responses, Is.All.EqualTo(responses[0]));
        Assert.That((await mailbox.ReadAsync()).Count(email => email.Kind == EmailKind.ResetPassword), Is.EqualTo(1));
        Assert.That(await mailbox.ReadAsync("bob@example.com"), Is.Empty);
        Assert.That(await mailbox.ReadAsync("nobody@example.com"), Is.Empty);
    }

    [TestCase("https://app.example.com/account", "https://app.example.com/account/reset-password#token=")]
    [TestCase("https://app.example.com/#/", "https://app.example.com/#/reset-password?token=")]
    [TestCase("https://app.example.com/app/#/account", "https://app.example.com/app/#/account/reset-password?token=")]
    public async Task ResetLink_WhenRead_LeadsToTheConfiguredPageWithTheSecretInItsFragment(string configured, string start)
    {
        using CleanAuthHost host = new(("Accounts:SpaBaseUrl", configured));
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.Host = "evil.example.net";
        using Api api = new(client);
        await api.RegisterAsync();
        await api.RequestResetAsync();

        EmailModel email = (await new Mailbox(host).ReadAsync()).Single(email => email.Kind == EmailKind.ResetPassword);

        Assert.That(email.Link, Does.Match($"^{Regex.Escape(start)}[A-Za-z0-9_-]{{43}}$"));
        Assert.That(email.ExpiresAt, Is.EqualTo(host.Clock.GetUtcNow().AddMinutes(30)));
    }

    [Test]
    public async Task ConfirmPasswordReset_WhenTheLinkIsInvalid_IsRefusedWithTheSameError()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        string ofVerification = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        string old = await RequestAsync(api, mailbox);
        await api.ConfirmResetAsync(await RequestAsync(api, mailbox));
        string late = await RequestAsync(api, mailbox);
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        string used = await RequestAsync(api, mailbox);
        await api.ConfirmResetAsync(used, "gravel comet harbor sleeve");
        string valid = await RequestAsync(api, mailbox);
        await api.RegisterAsync("bob@example.com", "bob");
        string ofDeactivated = await RequestAsync(api, mailbox, "bob@example.com");
        await host.CommandAsync(new DeactivateUserCommand("bob@example.com"));
        string before = await host.SnapshotAsync();

        List<string> responses = [];
        foreach (string token in new[]
        {
            ofVerification, old, late, used, ofDeactivated, $"{valid}A", valid[..^1], valid.ToLowerInvariant(), "x", session.Refresh[..100],
            new string('a', 20_000),
        })
        {
            responses.Add((await api.ConfirmResetAsync(token)).ToString());
        }

        Assert.That(responses, Is.All.EqualTo(BadLink));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
        Assert.That((await api.ConfirmResetAsync(valid)).Status, Is.EqualTo(204), "The positive control.");
    }

    [Test]
    public async Task ConfirmPasswordReset_WhenTheAddressWasChangedSince_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        string token = await RequestAsync(api, mailbox);
        await api.UpdateProfileAsync(session.Access, """{"email":"countess@example.com"}""");

        ApiResponse response = await api.ConfirmResetAsync(token);

        Assert.That(response.ToString(), Is.EqualTo(BadLink));
    }

    [TestCase("short", "Ensure this field has at least 8 characters.")]
    [TestCase("password1", "This password is too common.")]
    [TestCase("ada@example.com", "The password is too similar to the email.")]
    public async Task ConfirmPasswordReset_WhenThePasswordBreaksARule_ReturnsItsMessageAndKeepsTheLinkValid(string password, string message)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAndLogInAsync();
        string token = await RequestAsync(api, mailbox);

        ApiResponse refused = await api.ConfirmResetAsync(token, password);

        Assert.That(refused.ToString(), Is.EqualTo($$$"""400 {"errors":{"new_password":["{{{message}}}"]}}"""));
        Assert.That((await api.ConfirmResetAsync(token)).Status, Is.EqualTo(204));
    }

    [TestCase("/api/password/reset/", "email")]
    [TestCase("/api/email/verify/resend/", "email")]
    [TestCase("/api/password/reset/confirm/", "token\":[\"This field is required.\"],\"new_password")]
    [TestCase("/api/email/verify/", "token\":[\"This field is required.\"],\"password")]
    [TestCase("/api/email/change/confirm/", "token\":[\"This field is required.\"],\"password")]
    [TestCase("/api/email/change/undo/", "token")]
    public async Task RequestAndConfirmReset_WhenAMemberIsMissing_NameIt(string path, string members)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, path, "{}");

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{"{{{members}}}":["This field is required."]}}"""));
    }

    [TestCase("nonsense")]
    [TestCase("\ud83d\ude00@example.com")]
    public async Task RequestPasswordReset_WhenTheAddressIsInvalid_ReturnsItsMessage(string email)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.RequestResetAsync(email);

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"email":["Enter a valid email address."]}}"""));
    }

    // An owner who forgot the password has tried several before.
    [Test]
    public async Task LogIn_WhenTheAttemptsWereUsedUpBeforeTheReset_SucceedsOnlyFromTheNetworkOfTheReset()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:TriesOfStrangeNetwork", "2"));
        using Api api = host.ConnectFrom("198.51.100.7");
        using Api stranger = host.ConnectFrom("203.0.113.9");
        await api.RegisterAsync();
        foreach (Api caller in new[] { api, stranger })
        {
            await caller.LogInAsync(password: "a guess");
            await caller.LogInAsync(password: "a guess");
        }

        int throttled = (await api.LogInAsync()).Status;
        await api.ConfirmResetAsync(await RequestAsync(api, new Mailbox(host)));

        Assert.That(throttled, Is.EqualTo(429));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
        Assert.That((await stranger.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task PasswordChange_WhenMadeByOwnerStaffOrOperator_NotifiesTheOwner()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();

        session = ClientTokens.From((await api.ChangePasswordAsync(session.Access)).Json);
        await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{TestData.Password}}"}""");
        await host.CommandAsync(new SetUserPasswordCommand(TestData.Email, TestData.NewPassword));

        EmailKind[] kinds = await mailbox.KindsAsync();
        Assert.That(kinds.Count(kind => kind == EmailKind.PasswordChanged), Is.EqualTo(3));
    }

    private static async Task<string> RequestAsync(Api api, Mailbox mailbox, string email = TestData.Email)
    {
        await api.RequestResetAsync(email);
        return await mailbox.TokenAsync(EmailKind.ResetPassword, email);
    }
}
