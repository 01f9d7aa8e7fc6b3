using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Login;

internal sealed class LoginByCodeTests
{
    private const string Refused = """400 {"errors":{"error":["The code or the link is invalid or has expired."]}}""";

    [Test]
    public void EmailCodes_WhenNotConfigured_AreOff() => Assert.That(new AccountOptions().EmailCodes, Is.False);

    [TestCase("/api/login/code/", """{"email":"ada@example.com"}""")]
    [TestCase("/api/login/code/", "{")]
    [TestCase("/api/login/code/confirm/", """{"nonce":"n","code":"123456"}""")]
    public async Task AnyRoute_WhenEmailCodesAreOff_IsNotFound(string path, string body)
    {
        using CleanAuthHost host = new(("Accounts:EmailCodes", "false"));
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Post, path, body);
        ApiResponse unknown = await api.SendAsync(HttpMethod.Post, "/api/nowhere/", body);

        Assert.That(response.Describe(), Is.EqualTo(unknown.Describe()));
        Assert.That(response.Status, Is.EqualTo(404));
        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.LoginCode), Is.Empty);
    }

    [Test]
    public async Task RequestLoginCode_WhenGivenAnyAddress_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.RegisterAsync("bob@example.com", "bob");
        await host.CommandAsync(new DeactivateUserCommand("bob@example.com"));

        foreach (string email in new[] { TestData.Email, "ADA@example.com", "bob@example.com", "nobody@example.com" })
        {
            ApiResponse response = await api.RequestLoginCodeAsync(email);

            Assert.That(response.Status, Is.EqualTo(202));
            Assert.That(response.Json.AsObject().Select(member => member.Key), Is.EqualTo(["nonce"]));
            Assert.That((string)response.Json["nonce"]!, Does.Match("^[A-Za-z0-9_-]{43}$"));
        }

        List<OutgoingEmail> waiting = await new Mailbox(host).ReadOutboxAsync(EmailKind.LoginCode);
        EmailModel?[] prepared = [.. await Task.WhenAll(waiting.Select(row => host.CommandAsync(new PrepareEmailCommand(row.Id))))];
        Assert.That(prepared.Select(model => model?.To), Is.EquivalentTo([TestData.Email, TestData.Email, null, null]));
    }

    [TestCase("""{}""", """{"errors":{"email":["This field is required."]}}""")]
    [TestCase("""{"email":"x"}""", """{"errors":{"email":["Enter a valid email address."]}}""")]
    [TestCase("""{"email":7}""", """{"errors":{"email":["Enter a valid email address."]}}""")]
    public async Task RequestLoginCode_WhenTheAddressIsInvalid_IsRefused(string body, string expected)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/login/code/", body);

        Assert.That(response.ToString(), Is.EqualTo($"400 {expected}"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ConfirmLoginCode_WhenTheCodeOrTheLinkIsCorrect_RespondsLikeALogin(bool byCode)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.VerifyEmailAsync(await new Mailbox(host).LatestTokenAsync(EmailKind.VerifyEmail));
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        ApiResponse response = byCode
            ? await api.ConfirmLoginCodeAsync(nonce, email.Code!)
            : await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email));

        ApiResponse login = await api.LogInAsync();
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(email.Code, Does.Match("^[2-9A-HJKMNP-TV-Z]{8}$"));
        Assert.That(Shape(response), Is.EqualTo(Shape(login)));
        ClientTokens session = ClientTokens.From(response.Json["user"]!["tokens"]);
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSecurityEventsAsync(session.Access)).Body, Does.Contain("logged_in"));
        Assert.That(
            await host.QueryAsync(context => context.Users.Select(user => user.EmailVerifiedAt).SingleAsync()),
            Is.EqualTo(host.Clock.GetUtcNow()));
    }

    [Test]
    public async Task ConfirmLoginCode_WhenAStrangerRegisteredTheAddress_VoidsTheirPassword()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        ApiResponse owner = await api.ConfirmLoginCodeAsync(nonce, email.Code!);
        ApiResponse stranger = await api.LogInAsync();

        Assert.That((owner.Status, stranger.Status), Is.EqualTo((200, 400)));
        ClientTokens session = ClientTokens.From(owner.Json["user"]!["tokens"]);
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ConfirmLoginCode_WhenAnythingIsWrong_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        await api.RegisterAsync("bob@example.com", "bob");
        (string nonce, EmailModel email) = await mailbox.RequestCodeAsync(api);
        (string nonceOfBob, EmailModel emailOfBob) = await mailbox.RequestCodeAsync(api, "bob@example.com");
        string nonceOfUnknown = (string)(await api.RequestLoginCodeAsync("nobody@example.com")).Json["nonce"]!;

        ApiResponse[] responses =
        [
            await api.ConfirmLoginCodeAsync(nonce, email.Code == "000000" ? "000001" : "000000"),
            await api.ConfirmLoginCodeAsync(nonceOfUnknown, "000000"),
            await api.ConfirmLoginCodeAsync("unknown", email.Code!),
            await api.ConfirmLoginCodeAsync(nonce, $"{email.Code}0"),
            await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(emailOfBob)),
            await api.ConfirmLoginLinkAsync(nonceOfBob, Mailbox.TokenOf(email)),
            await api.ConfirmLoginLinkAsync("unknown", Mailbox.TokenOf(email)),
            await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email).ToLowerInvariant()),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Refused));
        Assert.That(responses.Select(response => response.Describe()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await host.QueryAsync(context => context.Sessions.CountAsync()), Is.Zero);
        Assert.That((await api.ConfirmLoginCodeAsync(nonce, email.Code!)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ConfirmLoginCode_WhenUsedExpiredOrTheAccountChanged_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(await mailbox.LatestTokenAsync(EmailKind.VerifyEmail));

        (string nonce, EmailModel used) = await mailbox.RequestCodeAsync(api);
        await api.ConfirmLoginCodeAsync(nonce, used.Code!);
        Assert.That((await api.ConfirmLoginCodeAsync(nonce, used.Code!)).ToString(), Is.EqualTo(Refused));
        Assert.That((await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(used))).ToString(), Is.EqualTo(Refused));

        (nonce, EmailModel changed) = await mailbox.RequestCodeAsync(api);
        await api.ChangePasswordAsync(session.Access);
        Assert.That((await api.ConfirmLoginCodeAsync(nonce, changed.Code!)).ToString(), Is.EqualTo(Refused));
        Assert.That((await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(changed))).ToString(), Is.EqualTo(Refused));

        (nonce, EmailModel late) = await mailbox.RequestCodeAsync(api);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That((await api.ConfirmLoginCodeAsync(nonce, late.Code!)).ToString(), Is.EqualTo(Refused));
        Assert.That((await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(late))).ToString(), Is.EqualTo(Refused));
    }

    // The link has no attempt limit, because 256 bits cannot be guessed.
    [Test]
    public async Task ConfirmLoginCode_WhenGuessedFiveTimes_AcceptsNoCodeAnyMore()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);
        for (int guess = 0; guess < 5; guess++)
        {
            await api.ConfirmLoginCodeAsync(nonce, "wrong");
        }

        ApiResponse right = await api.ConfirmLoginCodeAsync(nonce, email.Code!);

        Assert.That(right.ToString(), Is.EqualTo(Refused));
        Assert.That((await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task RequestLoginCode_WhenRequestedOften_SendsFewEmails()
    {
        using CleanAuthHost host = new(("Accounts:MailsPerHour", "3"));
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        for (int request = 0; request < 5; request++)
        {
            await api.RequestLoginCodeAsync();
        }

        int emails = 0;
        foreach (OutgoingEmail email in await new Mailbox(host).ReadOutboxAsync(EmailKind.LoginCode))
        {
            emails += await host.CommandAsync(new PrepareEmailCommand(email.Id)) is null ? 0 : 1;
        }

        Assert.That(emails, Is.EqualTo(3));
    }

    [TestCase("/api/login/code/", """{"email":"nobody@example.com"}""", 202)]
    [TestCase("/api/login/code/confirm/", """{"nonce":"n","code":"123456"}""", 400)]
    public async Task AnyLoginCodeRoute_WhenANetworkSendsTooManyRequests_IsThrottled(string path, string body, int status)
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:CredentialRequestsPerMinute", "2"));
        using Api api = new(host.Connect());

        int[] statuses = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => (await api.SendAsync(HttpMethod.Post, path, body)).Status))];

        Assert.That(statuses.Order(), Is.EqualTo(new[] { status, status, 429 }.Order()));
    }

    private static string Shape(ApiResponse response) => string.Join(
        ' ',
        [
            .. response.Json.AsObject().Select(member => member.Key),
            .. response.Json["user"]!.AsObject().Select(member => member.Key),
            .. response.Json["user"]!["tokens"]!.AsObject().Select(member => member.Key),
        ]);
}
