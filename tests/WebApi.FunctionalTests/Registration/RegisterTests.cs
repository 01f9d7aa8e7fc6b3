using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

internal sealed class RegisterTests
{
    [Test]
    public async Task Register_WhenInputIsValid_ReturnsTheAccount()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync(email: "ada@Example.COM", username: "ada");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""201 {"user":{"email":"ada@example.com","username":"ada","bio":"","full_name":""}}"""));
    }

    [Test]
    public async Task Register_WhenInputIsValid_StoresAnActiveAccountWithoutRightsOrTokens()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        await api.RegisterAsync();

        User user = await host.QueryAsync(context => context.Users.SingleAsync());
        Assert.Multiple(() =>
        {
            Assert.That((user.IsActive, user.IsStaff, user.IsSuperuser), Is.EqualTo((true, false, false)));
            Assert.That(user.PasswordHash, Does.StartWith("$2"));
            Assert.That(user.CreatedAt, Is.EqualTo(host.Clock.GetUtcNow()));
        });
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task Register_WhenTextHasBlanksAroundIt_TrimsAllButThePassword()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            """{"user":{"email":" ada@example.com ","username":" ada ","password":" spaced out ","bio":" b ","full_name":" f "}}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""201 {"user":{"email":"ada@example.com","username":"ada","bio":"b","full_name":"f"}}"""));
        Assert.That((await api.LogInAsync(password: " spaced out ")).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync(password: "spaced out")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Register_WhenProfileTextIsNull_StoresNull()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            """{"user":{"email":"ada@example.com","username":"ada","password":"correct horse","bio":null,"full_name":null}}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""201 {"user":{"email":"ada@example.com","username":"ada","bio":null,"full_name":null}}"""));
    }

    [Test]
    public async Task Register_WhenNothingIsSent_ReturnsAMessageForEveryRequiredMember()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/register/");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"email":["This field is required."],"username":["This field is required."],"password":["This field is required."]}}"""));
    }

    [TestCase("nobody", "ada", "correct horse", """{"email":["Enter a valid email address."]}""")]
    [TestCase("ada@example.com", "", "correct horse", """{"username":["This field may not be blank."]}""")]
    [TestCase("ada@example.com", "ada", "short", """{"password":["Ensure this field has at least 8 characters."]}""")]
    public async Task Register_WhenAMemberBreaksARule_ReturnsItsMessageAndStoresNothing(
        string email,
        string username,
        string password,
        string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync(email, username, password);

        Assert.That(response.ToString(), Is.EqualTo($$"""400 {"errors":{{errors}}}"""));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [TestCase("ADA@example.com", "countess", """{"email":["user with this email already exists."]}""")]
    [TestCase("ａｄａ@example.com", "countess", """{"email":["Enter a valid email address."]}""")]
    [TestCase("countess@example.com", "ADA", """{"username":["user with this username already exists."]}""")]
    [TestCase("countess@example.com", "ａｄａ", """{"username":["user with this username already exists."]}""")]
    public async Task Register_WhenTheNameIsTakenInAnotherSpelling_IsRefused(string email, string username, string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.RegisterAsync(email, username);

        Assert.That(response.ToString(), Is.EqualTo($$"""400 {"errors":{{errors}}}"""));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Register_WhenTheAccountWasDeleted_AcceptsItsNames()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access);

        ApiResponse response = await api.RegisterAsync();

        Assert.That(response.Status, Is.EqualTo(201));
    }
}
