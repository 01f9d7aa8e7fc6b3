using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Staff see and end the sessions of others.</summary>
internal sealed class AdminSessionsTests
{
    private const string NotFound = """404 {"detail":"Not found.","code":"not_found"}""";
    private const string Denied = """403 {"detail":"You do not have permission to perform this action.","code":"permission_denied"}""";

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task EndUserSession_WhenItIsLive_InvalidatesItsTokensHereAtOnceAndElsewhereWithinASecond(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        using CleanAuthHost secondInstance = host.StartBeside();
        using Api elsewhere = new(secondInstance.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");
        Assert.That((await elsewhere.GetProfileAsync(ada.Access)).Status, Is.EqualTo(200));

        ApiResponse response = await EndAsync(api, staff, ada.Id);

        ApiResponse here = await api.GetProfileAsync(ada.Access);
        ApiResponse there = await Poll.UntilAsync(() => elsewhere.GetProfileAsync(ada.Access), found => found.Status == 401);
        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((here.Status, there.Status), Is.EqualTo((401, 401)));
        Assert.That((await api.RefreshAsync(ada.Refresh)).Body, Does.Contain("Token is blacklisted"));
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task EndUserSession_WhenCalledTwiceAtOnce_SucceedsOnceAndReturns404Once(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");

        ApiResponse[] responses = await Task.WhenAll(EndAsync(api, staff, ada.Id), EndAsync(api, staff, ada.Id));

        Assert.That(responses.Select(response => response.ToString()), Is.EquivalentTo(["204", NotFound]));
    }

    [Test]
    public async Task EndUserSession_WhenItIsUnknownOrEnded_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");
        await EndAsync(api, staff, ada.Id);

        ApiResponse[] responses =
        [
            await EndAsync(api, staff, ada.Id),
            await EndAsync(api, staff, $"{Guid.NewGuid()}"),
            await EndAsync(api, staff, "nonsense"),
            await BlacklistAsync(api, staff, ada.RefreshId),
            await BlacklistAsync(api, staff, $"{Guid.NewGuid()}"),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(NotFound));
    }

    [Test]
    public async Task EndUserSession_WhenTheAccountIsStaff_RequiresASuperuser()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens colleague = await api.RegisterStaffAsync(host, "colleague");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse[] refused =
        [
            await EndAsync(api, staff, colleague.Id),
            await BlacklistAsync(api, staff, colleague.RefreshId),
            await EndAllAsync(api, staff, colleague.UserIdOf()),
        ];

        Assert.That(refused.Select(response => response.ToString()), Is.All.EqualTo(Denied));
        Assert.That((await api.GetProfileAsync(colleague.Access)).Status, Is.EqualTo(200));
        Assert.That((await EndAsync(api, root, colleague.Id)).Status, Is.EqualTo(204));
    }

    [Test]
    public async Task EndUserSessions_WhenThereAreSeveral_EndsOnlyThoseOfTheAccount()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens[] ofAda = [await api.RegisterOrdinaryUserAsync("ada"), await api.OpenSessionAsync()];
        ClientTokens eve = await api.RegisterOrdinaryUserAsync("eve");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");

        ApiResponse response = await EndAllAsync(api, staff, ofAda[0].UserIdOf());

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.GetProfileAsync(ofAda[0].Access)).Status, Is.EqualTo(401));
        Assert.That((await api.GetProfileAsync(ofAda[1].Access)).Status, Is.EqualTo(401));
        Assert.That((await api.GetProfileAsync(eve.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task BlacklistUserToken_WhenTheTokenIsLive_EndsItsSessionAndStoresTheActor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");

        ApiResponse response = await BlacklistAsync(api, staff, ada.RefreshId);

        JsonNode trace = (await TraceAsync(api, staff, ada.RefreshId)).Json;
        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((string?)trace["explanation"], Is.EqualTo("Logged out: a member of staff ended the session."));
        Assert.That((string?)trace["token"]!["state"], Is.EqualTo("blacklisted"));
        Assert.That((string?)trace["events"]![0]!["kind"], Is.EqualTo("session_ended"));
        Assert.That((string?)trace["events"]![0]!["actor_id"], Is.EqualTo($"{staff.UserIdOf()}"));
        Assert.That((await api.GetProfileAsync(ada.Access)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Lists_WhenATokenIsConsumedAndASessionHasEnded_ReturnTheirStates()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens first = await api.RegisterOrdinaryUserAsync("ada");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens refreshed = await api.RefreshSessionAsync(first);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens loggedOut = await api.OpenSessionAsync();
        await api.LogOutAsync(loggedOut.Access, loggedOut.Refresh);
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");
        string user = $"/api/admin/users/{first.UserIdOf()}";

        ApiResponse sessions = await api.SendAsync(HttpMethod.Get, $"{user}/sessions/", access: staff.Access);
        ApiResponse tokens = await api.SendAsync(HttpMethod.Get, $"{user}/refresh-tokens/", access: staff.Access);

        Assert.That(
            Results(sessions).Select(item => $"{item["id"]} {item["state"]} {item["end_reason"]}"),
            Is.EqualTo([$"{loggedOut.Id} ended logout", $"{first.Id} live "]));
        Assert.That(
            Results(tokens).Select(item => $"{Guid.Parse((string)item["id"]!):n} {item["state"]}"),
            Is.EqualTo([$"{loggedOut.RefreshId} blacklisted", $"{refreshed.RefreshId} outstanding", $"{first.RefreshId} consumed"]));
        Assert.That(sessions.Body + tokens.Body, Does.Not.Contain("eyJ"), "No token.");
    }

    [Test]
    public async Task Lists_WhenReadInPages_ReturnEachRowOnce()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        for (int login = 0; login < 51; login++)
        {
            await api.OpenSessionAsync();
        }

        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        foreach (string list in new[] { "sessions", "refresh-tokens" })
        {
            string path = $"/api/admin/users/{ada.UserIdOf()}/{list}/";
            ApiResponse first = await api.SendAsync(HttpMethod.Get, path, access: staff.Access);
            ApiResponse second = await api.SendAsync(HttpMethod.Get, $"{path}?cursor={first.Json["next"]}", access: staff.Access);

            string?[] ids = [.. Results(first).Concat(Results(second)).Select(item => (string?)item["id"])];
            Assert.That((Results(first).Length, Results(second).Length), Is.EqualTo((50, 2)));
            Assert.That(ids, Is.Unique);
            Assert.That(second.Json["next"], Is.Null);
        }
    }

    [TestCase("sessions", "41")]
    [TestCase("sessions", "%00")]
    [TestCase("refresh-tokens", "MS0wMThmNGYyZTdkNWM3YzNhOWIxZTNmMGY0YzlkMmE2MQ")]
    public async Task Lists_WhenTheCursorIsInvalid_Return400(string list, string cursor)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        ApiResponse response = await api.SendAsync(
            HttpMethod.Get, $"/api/admin/users/{staff.UserIdOf()}/{list}/?cursor={cursor}", access: staff.Access);

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"cursor":["Not a valid value."]}}"""));
    }

    [Test]
    public async Task TraceSession_WhenATokenWasReused_ExplainsThatTwoClientsHadIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        await api.RefreshAsync(ada.Refresh);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await api.RefreshAsync(ada.Refresh);
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        ApiResponse byToken = await TraceAsync(api, staff, ada.RefreshId);
        ApiResponse bySession = await TraceAsync(api, staff, ada.Id);

        Assert.That((string?)byToken.Json["explanation"], Does.StartWith("Logged out: a used refresh token was presented again."));
        Assert.That((string?)byToken.Json["token"]!["state"], Is.EqualTo("consumed"));
        Assert.That((string?)bySession.Json["explanation"], Is.EqualTo((string?)byToken.Json["explanation"]));
        Assert.That((string?)bySession.Json["user"]!["email"], Is.EqualTo("ada@example.com"));
        Assert.That(
            bySession.Json["events"]!.AsArray().Select(item => (string?)item!["kind"]),
            Is.EqualTo(["reuse_detected", "logged_in"]));
        Assert.That((await TraceAsync(api, staff, $"{Guid.NewGuid()}")).ToString(), Is.EqualTo(NotFound));
    }

    [Test]
    public async Task AnyRequest_WhenTheCallerHasJustLostTheirRights_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse demotion = await api.SendIfMatchAsync(
            "PUT",
            $"/api/admin/users/{staff.UserIdOf()}/rights/",
            root,
            """{"is_staff":false,"is_superuser":false,"groups":[],"user_permissions":["end_session"]}""");

        Assert.That(demotion.Status, Is.EqualTo(200));
        ClientTokens again = await api.OpenSessionAsync("staff@example.com");
        Assert.That((await EndAsync(api, staff, ada.Id)).Status, Is.EqualTo(401));
        Assert.That((await EndAsync(api, again, ada.Id)).ToString(), Is.EqualTo(Denied));
        Assert.That((await api.GetProfileAsync(ada.Access)).Status, Is.EqualTo(200));
    }

    private static JsonNode[] Results(ApiResponse response) => [.. response.Json["results"]!.AsArray().Select(item => item!)];

    private static Task<ApiResponse> EndAsync(Api api, ClientTokens caller, string id) =>
        api.SendAsync(HttpMethod.Delete, $"/api/admin/sessions/{id}/", access: caller.Access);

    private static Task<ApiResponse> EndAllAsync(Api api, ClientTokens caller, Guid userId) =>
        api.SendAsync(HttpMethod.Delete, $"/api/admin/users/{userId}/sessions/", access: caller.Access);

    private static Task<ApiResponse> BlacklistAsync(Api api, ClientTokens caller, string jti) =>
        api.SendAsync(HttpMethod.Post, $"/api/admin/refresh-tokens/{jti}/blacklist/", access: caller.Access);

    private static Task<ApiResponse> TraceAsync(Api api, ClientTokens caller, string id) =>
        api.SendAsync(HttpMethod.Get, $"/api/admin/trace/{id}/", access: caller.Access);
}
