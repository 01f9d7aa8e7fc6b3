using System.Text.Json.Nodes;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

internal sealed class UpdateCurrentUserTests
{
    private const string Full =
        """{"bio":"engines","full_name":"Ada Lovelace","birth_date":"1815-12-10"}""";

    [TestCase("PUT")]
    [TestCase("PATCH")]
    public async Task UpdateCurrentUser_WhenMembersAreAbsent_DoesNotChangeThem(string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, Full);

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"bio":"programs"}""", method);

        Assert.That(
            WithoutId(response),
            Is.EqualTo("""{"email":"ada@example.com","username":"ada","bio":"programs","full_name":"Ada Lovelace","birth_date":"1815-12-10","is_staff":false,"email_verified":false,"language":null}"""));
        Assert.That((await api.GetProfileAsync(session.Access)).Body, Is.EqualTo(response.Body));
    }

    [TestCase("PUT")]
    [TestCase("PATCH")]
    public async Task UpdateCurrentUser_WhenMembersAreNull_ClearsThem(string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, Full);

        ApiResponse response = await api.UpdateProfileAsync(
            session.Access,
            """{"bio":null,"full_name":null,"birth_date":null}""",
            method);

        Assert.That(
            WithoutId(response),
            Is.EqualTo("""{"email":"ada@example.com","username":"ada","bio":null,"full_name":null,"birth_date":null,"is_staff":false,"email_verified":false,"language":null}"""));
    }

    [TestCase("PUT")]
    [TestCase("PATCH")]
    public async Task UpdateCurrentUser_WhenNothingIsSent_ChangesNothing(string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, Full);
        string before = await host.SnapshotAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        ApiResponse response = await api.SendAsync(HttpMethod.Parse(method), "/api/user/", access: session.Access);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("email")]
    [TestCase("username")]
    [TestCase("password")]
    public async Task UpdateCurrentUser_WhenARequiredMemberIsNull_ReturnsItsMessage(string member)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"{{member}}":null,"bio":"x"}""");

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{"{{{member}}}":["This field may not be null."]}}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("true", 200)]
    [TestCase("false", 400)]
    public async Task UpdateCurrentUser_WhenProfileTextIsBlank_FollowsTheSetting(string allowed, int status)
    {
        using CleanAuthHost host = new(("Accounts:AllowBlankProfileText", allowed));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"bio":""}""");

        Assert.That(response.Status, Is.EqualTo(status));
    }

    [TestCase("\"2024-02-30\"")]
    [TestCase("\"10.12.1815\"")]
    [TestCase("\"\"")]
    [TestCase("18151210")]
    public async Task UpdateCurrentUser_WhenTheDateIsInvalid_ReturnsTheExpectedFormat(string date)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"birth_date":{{date}}}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"birth_date":["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]}}"""));
    }

    [TestCase("PUT")]
    [TestCase("PATCH")]
    public async Task UpdateCurrentUser_WhenMembersAreReadOnlyOrUnknown_IgnoresThem(string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = (await api.GetProfileAsync(session.Access)).Body;

        ApiResponse response = await api.UpdateProfileAsync(
            session.Access,
            """{"id":1,"is_staff":true,"is_superuser":true,"is_active":false,"tokens":{"refresh":"x"},"epoch":9,"password_hash":"x","hobby":[1]}""",
            method);

        User user = await host.QueryAsync(context => context.Users.SingleAsync());
        Assert.That(response.ToString(), Is.EqualTo($"200 {before}"));
        Assert.That((user.IsActive, user.IsStaff, user.IsSuperuser, user.Epoch), Is.EqualTo((true, false, false, 0)));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheEmailChanges_IsRequiredAtLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"email":" countess@Example.COM "}""");

        Assert.That((string?)response.Json["user"]!["email"], Is.EqualTo("countess@example.com"));
        Assert.That((await api.LogInAsync(email: "countess@example.com")).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordChanges_RefusesTheOldOneAtLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"password":"tide pool lantern orbit"}""");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Body, Does.Not.Contain("password"));
        Assert.That((await api.LogInAsync(password: "tide pool lantern orbit")).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    [TestCase("email", "EVE@example.com")]
    [TestCase("username", "EVE")]
    public async Task UpdateCurrentUser_WhenTheNameBelongsToAnotherAccount_IsRefused(string member, string value)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"{{member}}":"{{value}}"}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo($$$"""400 {"errors":{"{{{member}}}":["user with this {{{member}}} already exists."]}}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheNameDiffersOnlyInCase_Succeeds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"email":"ADA@example.com","username":"Ada"}""");

        Assert.That((string?)response.Json["user"]!["username"], Is.EqualTo("Ada"));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTokensAreIncluded_ReturnsTheLiveRefreshTokenAndAddsNoRow()
    {
        using CleanAuthHost host = new(("Tokens:IncludeInUserResponse", "true"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, """{"bio":"engines"}""");

        ClientTokens repeated = ClientTokens.From(response.Json["user"]!["tokens"]);
        Assert.That(
            (string?)ClientTokens.ClaimsOf(repeated.Refresh)["jti"],
            Is.EqualTo((string?)ClientTokens.ClaimsOf(session.Refresh)["jti"]));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.CountAsync()), Is.EqualTo(1));
    }

    private static string WithoutId(ApiResponse response)
    {
        JsonObject user = response.Json["user"]!.AsObject();
        user.Remove("id");
        return user.ToJsonString();
    }
}
