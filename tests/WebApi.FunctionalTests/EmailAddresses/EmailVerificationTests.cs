using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.AdminPages;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.EmailAddresses;

internal sealed class EmailVerificationTests
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";

    [Test]
    public async Task VerifyEmail_WhenTheLinkIsRedeemed_ShowsInTheProfile()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        bool before = await IsVerifiedAsync(api, session);

        ApiResponse response = await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((before, await IsVerifiedAsync(api, session)), Is.EqualTo((false, true)));
        ApiResponse events = await api.ListSecurityEventsAsync(session.Access);
        Assert.That(events.Body, Does.Contain("email_verified"));
    }

    [Test]
    public async Task VerifyEmail_WhenTheLinkIsInvalid_IsRefusedWithTheSameError()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAndLogInAsync();
        string used = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        await api.ResendVerificationAsync();
        string expiring = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        await api.RequestResetAsync();
        string ofReset = await mailbox.TokenAsync(EmailKind.ResetPassword);
        await api.VerifyEmailAsync(used);
        List<ApiResponse> responses =
        [
            await api.VerifyEmailAsync(used),
            await api.VerifyEmailAsync($"{expiring[..^1]}{(expiring[^1] == 'A' ? 'B' : 'A')}"),
            await api.VerifyEmailAsync(expiring.ToUpperInvariant()),
            await api.VerifyEmailAsync($"{expiring} "),
            await api.VerifyEmailAsync(ofReset),
            await api.VerifyEmailAsync(new string('x', 10_000)),
        ];
        host.Clock.Advance(TimeSpan.FromDays(1));

        responses.Add(await api.VerifyEmailAsync(expiring));

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(BadLink));
    }

    [Test]
    public async Task VerifyEmail_WhenTheAddressWasChangedSince_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        string token = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        await api.UpdateProfileAsync(session.Access, """{"email":"countess@example.com"}""");

        ApiResponse response = await api.VerifyEmailAsync(token);

        Assert.That(response.ToString(), Is.EqualTo(BadLink));
        Assert.That(await IsVerifiedAsync(api, session), Is.False);
    }

    [Test]
    public async Task ResendVerification_WhenGivenAnyAddress_RespondsTheSameAndEmailsOnlyUnverifiedAccounts()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAndLogInAsync();
        await api.RegisterAsync("bob@example.com", "bob");
        await host.CommandAsync(new DeactivateUserCommand("bob@example.com"));
        await api.RegisterAsync("carol@example.com", "carol");
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, "carol@example.com"));
        string[] addresses = [TestData.Email, "bob@example.com", "carol@example.com", "nobody@example.com"];
        Dictionary<string, int> before = await CountAsync(mailbox, addresses);

        List<string> responses = [];
        foreach (string address in addresses)
        {
            responses.Add((await api.ResendVerificationAsync(address)).Describe());
        }

        Assert.That(responses, Is.All.EqualTo("202\nContent-Length: 0").Or.EqualTo(responses[0]));
        Assert.That(responses[0], Does.StartWith("202\n"));
        Dictionary<string, int> after = await CountAsync(mailbox, addresses);
        Assert.That(addresses.Select(address => after[address] - before[address]), Is.EqualTo([1, 0, 0, 0]));
    }

    [Test]
    public async Task ResendVerification_WhenRequestedOften_SendsFiveAnHourAtMost()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();

        for (int count = 0; count < 20; count++)
        {
            await api.ResendVerificationAsync();
        }

        Assert.That(await mailbox.ReadAsync(), Has.Length.EqualTo(5));
    }

    [Test]
    public async Task LogIn_WhenTheAddressMustBeVerifiedAndIsNot_IsRefusedLikeAWrongPassword()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        string wrong = (await api.LogInAsync(password: "not the password")).Describe();
        string noTokens = (await api.ObtainTokensAsync(password: "not the password")).Describe();

        Assert.That((await api.LogInAsync()).Describe(), Is.EqualTo(wrong));
        Assert.That((await api.ObtainTokensAsync()).Describe(), Is.EqualTo(noTokens));
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
        Assert.That((await api.ObtainTokensAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogInToAdmin_WhenTheAddressMustBeVerifiedAndIsNot_IsRefused()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await host.CommandAsync(new CreateSuperuserCommand(TestData.Email, TestData.Username, TestData.Password));
        using PageClient verified = new(host);
        using PageClient unverified = new(host);

        ApiResponse entered = await verified.OpenSessionAsync();
        await host.QueryAsync(
            context => context.Users.ExecuteUpdateAsync(row => row.SetProperty(user => user.EmailVerifiedAt, (DateTimeOffset?)null)));
        ApiResponse refused = await unverified.OpenSessionAsync();

        Assert.That((entered.Status, refused.Status), Is.EqualTo((302, 400)));
    }

    [Test]
    public async Task Claims_WhenTheSettingIsOn_HaveEmailVerified()
    {
        using CleanAuthHost host = new(("Tokens:IncludeEmailVerified", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens before = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));

        ClientTokens after = await api.RefreshSessionAsync(before);

        Assert.That((bool)ClientTokens.ClaimsOf(before.Access)["email_verified"]!, Is.False);
        Assert.That((bool)ClientTokens.ClaimsOf(after.Access)["email_verified"]!, Is.True);
    }

    [Test]
    public async Task Claims_WhenNothingIsConfigured_OmitTheAddress()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ClientTokens session = await api.RegisterAndLogInAsync();

        Assert.That(ClientTokens.ClaimsOf(session.Access).AsObject().ContainsKey("email_verified"), Is.False);
    }

    [Test]
    public async Task Email_WhenALanguageWasChosen_IsInThatLanguage()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            $$$"""{"user":{"email":"{{{TestData.Email}}}","username":"ada","password":"{{{TestData.Password}}}","language":" pt-BR "}}""");
        ClientTokens session = await api.OpenSessionAsync();

        ApiResponse profile = await api.GetProfileAsync(session.Access);
        ApiResponse cleared = await api.UpdateProfileAsync(session.Access, """{"language":null}""");

        EmailModel email = (await mailbox.ReadAsync()).Single();
        Assert.That((string?)profile.Json["user"]!["language"], Is.EqualTo("pt-BR"));
        Assert.That(cleared.Json["user"]!.AsObject().ContainsKey("language") && cleared.Json["user"]!["language"] is null);
        Assert.That((email.Kind, email.Language), Is.EqualTo((EmailKind.VerifyEmail, (string?)null)));
    }

    [TestCase("\"english please\"", "Enter a valid language tag, such as de or pt-BR.")]
    [TestCase("\"-de\"", "Enter a valid language tag, such as de or pt-BR.")]
    [TestCase("\"de\\u0000\"", "Null characters are not allowed.\",\"Enter a valid language tag, such as de or pt-BR.")]
    [TestCase("\"\"", "This field may not be blank.")]
    [TestCase("7", "Not a valid string.")]
    [TestCase("\"de-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee\"", "Ensure this field has no more than 35 characters.")]
    public async Task UpdateCurrentUser_WhenTheLanguageIsNoTag_ReturnsItsMessage(string language, string message)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"language":{{language}}}""");

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{"language":["{{{message}}}"]}}"""));
    }

    [Test]
    public async Task AddUser_WhenStaffAddAnAccount_SendsAVerification()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens staff = await api.RegisterSuperuserAsync(host);

        await api.SendAsync(
            HttpMethod.Post,
            "/api/admin/users/",
            $$"""{"email":"grace@example.com","username":"grace","password":"{{TestData.Password}}"}""",
            staff.Access);

        Assert.That(await mailbox.KindsAsync("grace@example.com"), Is.EqualTo([EmailKind.VerifyEmail]));
    }

    private static async Task<bool> IsVerifiedAsync(Api api, ClientTokens session) =>
        (bool)(await api.GetProfileAsync(session.Access)).Json["user"]!["email_verified"]!;

    private static async Task<Dictionary<string, int>> CountAsync(Mailbox mailbox, string[] addresses)
    {
        Dictionary<string, int> counts = [];
        foreach (string address in addresses)
        {
            counts[address] = (await mailbox.ReadAsync(address)).Length;
        }

        return counts;
    }
}
