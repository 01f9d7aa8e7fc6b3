using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

/// <summary>NIST SP 800-63B section 3.1.1.2 and ASVS 5.0 section 6.2, as a client sees them.</summary>
internal sealed class PasswordRulesTests
{
    private const string TooCommon = """400 {"errors":{"password":["This password is too common."]}}""";

    public static IEnumerable<TestCaseData> GoodPasswords =>
    [
        Row("8 letters", "zqvxkwjp"),
        Row("letters only", "meadowlanternpebble"),
        Row("digits only", "83920174650293"),
        Row("blanks only", "         "),
        Row("8 emoji", "😀😁😂🤣😃😄😅😆"),
        Row("64 characters of four bytes", Repeat("𝔸", 64)),
        Row("128 characters", Repeat("ab", 64)),
        Row("128 characters of four bytes", Repeat("🦉", 128)),
    ];

    [TestCase("password1")]
    [TestCase("PASSWORD1")]
    [TestCase("ｐａｓｓｗｏｒｄ")]
    [TestCase("12345678")]
    public async Task Register_WhenThePasswordIsCommon_IsRefused(string password)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync(password: password);

        Assert.That(response.ToString(), Is.EqualTo(TooCommon));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [TestCase("countess1815", "username")]
    [TestCase("Example.Org", "email")]
    [TestCase("augustaada!", "full name")]
    [TestCase("CleanAuth!1", "name of this service")]
    public async Task Register_WhenThePasswordIsSimilarToAName_IsRefused(string password, string name)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            $$$"""{"user":{"email":"ada@example.org","username":"countess","full_name":"Augusta Ada King","password":"{{{password}}}"}}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo($$$"""400 {"errors":{"password":["The password is too similar to the {{{name}}}."]}}"""));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [TestCaseSource(nameof(GoodPasswords))]
    public async Task Register_WhenThePasswordIsLongEnough_AcceptsItUnchanged(string password)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse registered = await api.RegisterAsync(password: password);

        Assert.That(registered.Status, Is.EqualTo(201));
        Assert.That((await api.LogInAsync(password: password)).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync(password: WithoutLastCharacter(password))).Status, Is.EqualTo(400));
    }

    [TestCase("🦉", 129)]
    [TestCase("a", 20_000)]
    public async Task Register_WhenThePasswordIsTooLong_IsRefusedAndNotTruncated(string character, int length)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync(password: Repeat(character, length));

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"password":["Ensure this field has no more than 128 characters."]}}"""));
    }

    [TestCase("PUT")]
    [TestCase("PATCH")]
    public async Task UpdateCurrentUser_WhenThePasswordIsCommon_IsRefusedAndChangesNothing(string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"password":"password1","bio":"x"}""", method);

        Assert.That(response.ToString(), Is.EqualTo(TooCommon));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("PUT", """{"password":"king-of-hearts"}""", "username")]
    [TestCase("PATCH", """{"password":"king-of-hearts"}""", "username")]
    [TestCase("PATCH", """{"password":"king-of-hearts","username":"KingOfHearts"}""", "username")]
    [TestCase("PATCH", """{"password":"queen-of-hearts","username":"QueenOfHearts"}""", "username")]
    [TestCase("PATCH", """{"password":"queen-of-hearts","email":"queen@hearts.example"}""", "email")]
    [TestCase("PATCH", """{"password":"queen-of-hearts","full_name":"Queen Hearts"}""", "full name")]
    public async Task UpdateCurrentUser_WhenThePasswordIsSimilarToANewOrKeptName_IsRefusedAndChangesNothing(string method, string members, string name)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync(username: "king_of_hearts");
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, members, method);

        Assert.That(
            response.ToString(),
            Is.EqualTo($$$"""400 {"errors":{"password":["The password is too similar to the {{{name}}}."]}}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsSimilarToAReplacedName_Succeeds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync(username: "king_of_hearts");

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"password":"king-of-hearts","username":"ada"}""");

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task EveryPasswordChoice_WhenTheChecksAreOff_AcceptsAnyLongEnoughPassword()
    {
        using CleanAuthHost host = new(("Passwords:RejectCommon", "false"), ("Passwords:RejectSimilar", "false"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync(username: "countess", password: "password1");

        ApiResponse[] responses =
        [
            await api.UpdateProfileAsync(session.Access, """{"password":"countess"}"""),
            await api.RegisterAsync("eve@example.com", "eve", "cleanauth"),
        ];

        Assert.That(responses.Select(response => response.Status), Is.EqualTo([200, 201]));
    }

    // An owner with a password from before it was refused can still log in with it.
    [Test]
    public async Task LogIn_WhenThePasswordIsCommon_Succeeds()
    {
        using CleanAuthHost lenient = new(("Passwords:RejectCommon", "false"));
        using Api early = new(lenient.Connect());
        await early.RegisterAsync(password: "password1");
        using CleanAuthHost host = lenient.StartBeside();
        using Api api = new(host.Connect());

        ApiResponse response = await api.LogInAsync(password: "password1");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That((await api.RegisterAsync("eve@example.com", "eve", "password1")).ToString(), Is.EqualTo(TooCommon));
    }

    // ASVS 5.0, 6.2.10: a password does not expire.
    [Test]
    public async Task LogIn_WhenThePasswordIsTenYearsOld_Succeeds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        host.Clock.Advance(TimeSpan.FromDays(3652));

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
    }

    private static string WithoutLastCharacter(string password) => string.Concat(password.EnumerateRunes().SkipLast(1));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static TestCaseData Row(string name, string password) => new TestCaseData(password).SetArgDisplayNames(name);
}
