using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Emails;

namespace CleanAuth.WebApi.FunctionalTests.AccountTakeover;

/// <summary>Links that bind an address to an account also need an access token or the password of the account.</summary>
internal sealed class AddressBindingLinkTests
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";
    private const string New = "countess@example.com";

    private static readonly (string Name, string Value) Confirmed = ("Accounts:ConfirmEmailChange", "true");

    [TestCase(true)]
    [TestCase(false)]
    public async Task VerifyEmail_WhenTheCallerProvesTheAccount_VerifiesTheAddressAndEndsNoSession(bool byPassword)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);

        ApiResponse response = byPassword
            ? await api.VerifyEmailAsync(token)
            : await api.VerifyEmailAsync(token, password: null, session.Access);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((bool)(await api.GetProfileAsync(session.Access)).Json["user"]!["email_verified"]!, Is.True);
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ConfirmEmailChange_WhenTheCallerProvesTheAccount_ChangesTheAddress(bool byPassword)
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        (ClientTokens session, string token) = await RequestChangeAsync(host, api);

        ApiResponse response = byPassword
            ? await api.ConfirmEmailChangeAsync(token)
            : await api.ConfirmEmailChangeAsync(token, password: null, session.Access);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((string?)(await api.GetProfileAsync(session.Access)).Json["user"]!["email"], Is.EqualTo(New));
    }

    // A password that is sent is verified even if there is a valid access token. Neither refusal redeems the link.
    [Test]
    public async Task ConfirmEmailChange_WhenThePasswordIsWrong_IsRefusedLikeAnInvalidLinkAndKeepsTheLink()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        (ClientTokens session, string token) = await RequestChangeAsync(host, api);

        ApiResponse wrong = await api.ConfirmEmailChangeAsync(token, "not the password");
        ApiResponse wrongWithToken = await api.ConfirmEmailChangeAsync(token, "not the password", session.Access);
        ApiResponse noLink = await api.ConfirmEmailChangeAsync("x");

        Assert.That(wrong.ToString(), Is.EqualTo(BadLink));
        Assert.That(new[] { wrongWithToken, noLink }.Select(response => response.Describe()), Is.All.EqualTo(wrong.Describe()));
        ApiResponse events = await Poll.UntilAsync(
            () => api.ListSecurityEventsAsync(session.Access),
            response => response.Body.Contains("login_failed", StringComparison.Ordinal));
        Assert.That(events.Body, Does.Contain("login_failed"));
        Assert.That((await api.ConfirmEmailChangeAsync(token)).Status, Is.EqualTo(204));
    }

    [TestCase("nonsense")]
    [TestCase("a b")]
    [TestCase("")]
    public async Task VerifyEmail_WhenTheAccessTokenIsInvalid_Returns401EvenWithThePassword(string bearer)
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        using Api api = new(client);
        await api.RegisterAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);

        ApiResponse response = await api.VerifyEmailAsync(token);
        ApiResponse protectedOne = await api.GetProfileAsync();

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.Describe(), Is.EqualTo(protectedOne.Describe()));
    }

    [Test]
    public async Task VerifyEmail_WhenTheSessionOfTheAccessTokenHasEnded_Returns401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);
        await api.EndSessionsAsync(session.Access, "?all=true");

        ApiResponse response = await api.VerifyEmailAsync(token, password: null, session.Access);

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That((await api.VerifyEmailAsync(token)).Status, Is.EqualTo(204), "The link is still valid.");
    }

    [Test]
    public async Task VerifyEmail_WhenTheAccountOfTheAccessTokenIsDeactivated_Returns401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse byToken = await api.VerifyEmailAsync(token, password: null, session.Access);
        ApiResponse byPassword = await api.VerifyEmailAsync(token);

        Assert.That((byToken.Status, byPassword.ToString()), Is.EqualTo((401, BadLink)));
    }

    [Test]
    public async Task VerifyEmail_WhenThePasswordIsGuessedTooOften_IsThrottledLikeALogin()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:TriesOfStrangeNetwork", "3"));
        using Api api = host.ConnectFrom("198.51.100.9");
        await api.RegisterAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);

        for (int guess = 0; guess < 3; guess++)
        {
            await api.VerifyEmailAsync(token, $"guess {guess}");
        }

        ApiResponse response = await api.VerifyEmailAsync(token);
        ApiResponse login = await api.LogInAsync();

        Assert.That((response.Status, login.Status), Is.EqualTo((429, 429)));
    }

    // Mail scanners and previews follow links.
    [TestCase("/api/email/verify/")]
    [TestCase("/api/email/change/confirm/")]
    public async Task Get_WhenALinkIsFetched_DoesNotRedeemIt(string path)
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        await RequestChangeAsync(host, api);
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, $"{path}?token=x");

        Assert.That(response.Status, Is.EqualTo(405));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task CurrentPassword_WhenTheAccountHasNone_IsRefusedUntilThePasswordIsReset()
    {
        using CleanAuthHost host = new(("Accounts:RequireCurrentPassword", "true"));
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, Application.EmailDelivery.EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);
        ClientTokens session = ClientTokens.From((await api.ConfirmLoginCodeAsync(nonce, email.Code!)).Json["user"]!["tokens"]);

        ApiResponse[] refused =
        [
            await api.DeleteAccountAsync(session.Access, TestData.Password),
            await api.DeleteAccountAsync(session.Access, "!"),
            await api.ChangePasswordAsync(session.Access),
        ];

        Assert.That(
            refused.Select(response => response.ToString()),
            Is.All.EqualTo("""400 {"errors":{"current_password":["This is not the current password."]}}"""));
        await api.RequestResetAsync();
        await api.ConfirmResetAsync(await new Mailbox(host).LatestTokenAsync(EmailKind.ResetPassword));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
        Assert.That(host.Logs.Lines, Has.None.Contains("no known form"));
    }

    // A stranger has used up the limit of all strangers; the network of the owner has its own limit.
    [Test]
    public async Task EmailRequest_WhenAStrangerUsedUpTheLimit_StillReachesTheOwner()
    {
        const string Home = "203.0.113.7";
        using CleanAuthHost host = new(
            ("Throttling:Enabled", "true"), ("Throttling:CredentialRequestsPerMinute", "1000"));
        using Api owner = host.ConnectFrom(Home);
        using Api stranger = host.ConnectFrom("198.51.100.9");
        Mailbox mailbox = new(host);
        await owner.RegisterAndLogInAsync();
        for (int request = 0; request < 6; request++)
        {
            await stranger.RequestLoginCodeAsync();
            await stranger.RequestResetAsync();
            await stranger.ResendVerificationAsync();
        }

        int before = (await mailbox.ReadAsync()).Length;
        await stranger.RequestLoginCodeAsync();
        await stranger.RequestResetAsync();
        await stranger.ResendVerificationAsync();
        int afterStranger = (await mailbox.ReadAsync()).Length;
        await owner.RequestLoginCodeAsync();
        await owner.RequestResetAsync();
        await owner.ResendVerificationAsync();
        Application.EmailDelivery.EmailModel[] emails = await mailbox.ReadAsync();

        Assert.That(afterStranger, Is.EqualTo(before));
        Assert.That(
            emails.Skip(before).Select(email => email.Kind),
            Is.EquivalentTo([EmailKind.LoginCode, EmailKind.ResetPassword, EmailKind.VerifyEmail]));
    }

    private static async Task<(ClientTokens Tokens, string Token)> RequestChangeAsync(CleanAuthHost host, Api api)
    {
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, $$"""{"email":"{{New}}"}""");
        return (session, await new Mailbox(host).TokenAsync(EmailKind.ConfirmEmailChange, New));
    }
}
