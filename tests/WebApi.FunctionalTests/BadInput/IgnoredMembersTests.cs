using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>Unknown members are ignored and cannot set anything (mass assignment).</summary>
internal sealed class IgnoredMembersTests
{
    private const string Privileges =
        """
        "id":"00000000-0000-0000-0000-000000000001","is_staff":true,"is_superuser":true,"is_active":false,"isStaff":true,
        "tokens":{"refresh":"a","access":"b"},"epoch":7,"password_hash":"x","created_at":"2001-01-01","normalized_email":"x"
        """;

    [Test]
    public async Task Register_WhenRightsAreSent_IgnoresThem()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            $$$"""{"is_staff":true,"user":{"email":"ada@example.com","username":"ada","password":"correct horse",{{{Privileges}}}}}""");

        User user = await host.QueryAsync(context => context.Users.SingleAsync());
        Assert.That(
            response.ToString(),
            Is.EqualTo("""201 {"user":{"email":"ada@example.com","username":"ada","bio":"","full_name":""}}"""));
        Assert.That((user.IsStaff, user.IsSuperuser, user.IsActive, user.Epoch), Is.EqualTo((false, false, true, 0)));
        Assert.That(user.Id, Is.Not.EqualTo(new Guid("00000000-0000-0000-0000-000000000001")));
        Assert.That(user.CreatedAt, Is.EqualTo(host.Clock.GetUtcNow()));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [TestCase("""{"user":{"EMAIL":"ada@example.com","Username":"ada","passWord":"correct horse"}}""")]
    [TestCase("""{"User":{"email":"ada@example.com","username":"ada","password":"correct horse"}}""")]
    [TestCase("""{"email":"ada@example.com","username":"ada","password":"correct horse"}""")]
    public async Task Register_WhenMembersAreMisnamedOrMisplaced_ReportsThemMissing(string body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/register/", body);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"email":["This field is required."],"username":["This field is required."],"password":["This field is required."]}}"""));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [Test]
    public async Task ObtainTokens_WhenUnknownMembersAreSent_IgnoresThem()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/token/",
            $$"""{"email":"{{TestData.Email}}","password":"{{TestData.Password}}","user_id":"x","exp":99999999999,"sub":"x"}""");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(
            (long)ClientTokens.ClaimsOf(ClientTokens.From(response.Json).Access)["exp"]!,
            Is.EqualTo(host.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()));
    }

    [Test]
    public async Task Register_WhenTextIsInAnyScript_StoresIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post,
            "/api/register/",
            """{"user":{"email":"ada@example.com","username":"\ud83e\udd84 Æ \"<&","password":"correct horse","bio":"🦄\u0007\n"}}""");

        Assert.That(response.Status, Is.EqualTo(201));
        Assert.That((string?)response.Json["user"]!["username"], Is.EqualTo("🦄 Æ \"<&"));
        Assert.That((string?)response.Json["user"]!["bio"], Is.EqualTo("🦄\u0007"));
    }
}
