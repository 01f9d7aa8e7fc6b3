namespace CleanAuth.WebApi.FunctionalTests.Admin;

internal sealed class AdminApiSwitchTests
{
    [Test]
    public async Task Api_WhenTurnedOff_Returns404AndThePagesStillWork()
    {
        using CleanAuthHost host = new(("Admin:ApiEnabled", "false"), ("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        string[] responses =
        [
            $"{await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: root.Access)}",
            $"{await api.SendAsync(HttpMethod.Get, "/api/admin/users/")}",
            $"{await api.SendAsync(HttpMethod.Delete, "/api/admin/groups/x/", access: root.Access)}",
        ];
        ApiResponse unknown = await api.SendAsync(HttpMethod.Get, "/api/nothing/", access: root.Access);
        ApiResponse document = await api.SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json");

        Assert.That(responses, Has.All.EqualTo($"{unknown}"));
        Assert.That((await api.SendAsync(HttpMethod.Get, "/admin/login/")).Status, Is.EqualTo(200));
        Assert.That((document.Status, document.Body.Contains("/api/admin", StringComparison.Ordinal)), Is.EqualTo((200, false)));
    }

    [Test]
    public async Task Pages_WhenTurnedOff_DoNotAffectTheApi()
    {
        using CleanAuthHost host = new(("Admin:Enabled", "false"));
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse users = await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: root.Access);
        ApiResponse page = await api.SendAsync(HttpMethod.Get, "/admin/login/");

        Assert.That((users.Status, page.Status), Is.EqualTo((200, 404)));
    }
}
