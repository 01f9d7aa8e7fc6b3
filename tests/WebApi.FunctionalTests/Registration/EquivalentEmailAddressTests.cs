using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

/// <summary>One mailbox has one account and one attempt counter, for every spelling of its domain.</summary>
internal sealed class EquivalentEmailAddressTests
{
    private const string Address = "anna@bücher.example";
    private const string Wrong = "wrong horse battery staple";

    private static readonly string[] Spellings =
    [
        "anna@xn--bcher-kva.example", "ANNA@XN--BCHER-KVA.EXAMPLE", "anna@bu\u0308cher.example", "anna@BÜCHER.example",
        "anna@bücher\u3002example", "anna@bücher\uFF0Eexample", "anna@bü\u00ADcher.example", " anna@bücher.example \t",
    ];

    [TestCaseSource(nameof(Spellings))]
    public async Task Register_WhenTheMailboxHasAnAccount_IsRefused(string spelling)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync(Address, "anna");

        ApiResponse response = await api.RegisterAsync(spelling, "eve");

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"email":["user with this email already exists."]}}"""));
    }

    [TestCaseSource(nameof(Spellings))]
    public async Task EveryLogin_WhenTheAddressIsRespelled_FindsTheAccount(string spelling)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync(Address, "anna");

        ApiResponse login = await api.LogInAsync(spelling);
        ApiResponse tokens = await api.ObtainTokensAsync(spelling);
        await api.RequestResetAsync(spelling);
        await api.RequestLoginCodeAsync(spelling);

        Assert.That((login.Status, (string?)login.Json["user"]!["email"], tokens.Status), Is.EqualTo((200, Address, 200)));
        Assert.That((await mailbox.PrepareLatestAsync(EmailKind.ResetPassword))?.To, Is.EqualTo(Address));
        Assert.That((await mailbox.PrepareLatestAsync(EmailKind.LoginCode))?.To, Is.EqualTo(Address));
    }

    [Test]
    public async Task Guesses_WhenTheAddressIsRespelled_CountTogether()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"));
        using Api api = new(host.Connect());
        using PageClient pages = new(host);
        await api.RegisterAsync(Address, "anna");
        List<int> guesses = [];
        foreach (string spelling in Spellings[..5])
        {
            guesses.Add((await api.LogInAsync(spelling, Wrong)).Status);
        }

        ApiResponse login = await api.LogInAsync(Spellings[5]);
        ApiResponse tokens = await api.ObtainTokensAsync(Spellings[6]);
        ApiResponse admin = await pages.OpenSessionAsync(Spellings[7]);

        Assert.That(guesses, Has.Count.EqualTo(5).And.All.EqualTo(400));
        Assert.That((login.Status, tokens.Status, admin.Status), Is.EqualTo((429, 429, 429)));
    }

    [Test]
    public async Task AdminLogin_WhenBlanksSurroundTheAddress_Succeeds()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = new(host);

        ApiResponse response = await pages.OpenSessionAsync($"  {AdminPagesAccounts.Superuser} ");

        Assert.That(response.Status, Is.EqualTo(302));
    }

    [Test]
    public async Task Profile_WhenTheOwnAddressIsRespelled_StoresTheNewSpelling()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync(Address, "anna");

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"email":"anna@xn--bcher-kva.example"}""");

        Assert.That((response.Status, (string?)response.Json["user"]!["email"]), Is.EqualTo((200, "anna@xn--bcher-kva.example")));
    }

    [TestCase("anna@b\u200Dücher.example")]
    [TestCase("anna@ü..example")]
    [TestCase("anna@ü_.example")]
    [TestCase("anna@\u0301.example")]
    [TestCase("anna@xn--\u00FC.example")]
    [TestCase("anna@\u202Eü.example")]
    public async Task AnyEndpoint_WhenIdnaRefusesTheDomain_RespondsAsToAnUnknownAddress(string email)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse login = await api.LogInAsync(email);
        ApiResponse tokens = await api.ObtainTokensAsync(email);
        ApiResponse registration = await api.RegisterAsync(email, "anna");

        Assert.That(login.ToString(), Is.EqualTo((await api.LogInAsync("nobody@example.com")).ToString()));
        Assert.That(tokens.ToString(), Is.EqualTo((await api.ObtainTokensAsync("nobody@example.com")).ToString()));
        Assert.That(registration.ToString(), Is.EqualTo("""400 {"errors":{"email":["Enter a valid email address."]}}"""));
    }

    [Test]
    public async Task Search_WhenTheAddressIsRespelled_FindsTheAccount()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        await api.RegisterAsync(Address, "books");
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse whole = await pages.GetAsync("/admin/users/?q=anna%40b%C3%BCcher.example");
        ApiResponse beginning = await pages.GetAsync("/admin/users/?q=anna%40b%C3%BCcher.ex");
        ApiResponse ascii = await pages.GetAsync("/admin/users/?q=anna%40xn--bch");

        Assert.That(new[] { whole.Body, beginning.Body, ascii.Body }, Has.All.Contains("<bdi>anna@b&#xFC;cher.example</bdi>"));
    }
}
