using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Staff list accounts and read one of them.</summary>
internal sealed class ListUsersTests
{
    [TestCase("", "eve bob ann root")]
    [TestCase("?ordering=created", "root ann bob eve")]
    [TestCase("?ordering=-email", "root eve bob ann")]
    [TestCase("?ordering=username", "ann bob eve root")]
    [TestCase("?q=BO", "bob")]
    [TestCase("?q=nobody", "")]
    [TestCase("?is_staff=true", "root")]
    [TestCase("?is_staff=false&ordering=email", "ann bob eve")]
    [TestCase("?is_superuser=true&is_active=true", "root")]
    [TestCase("?is_active=false", "")]
    public async Task ListUsers_WhenFilteredAndOrdered_ReturnsTheMatchesInOrder(string query, string expected)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await RegisterAllAsync(api, host);

        string names = await WalkAsync(api, root, query);

        Assert.That(names, Is.EqualTo(expected));
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task ListUsers_WhenSomeNeverLoggedIn_ReturnsThemLastInBothOrders(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens root = await RegisterAllAsync(api, host);
        await api.RegisterAsync("new1@example.com", "new1");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await api.RegisterAsync("new2@example.com", "new2");

        string upwards = await WalkAsync(api, root, "?ordering=last_login");
        string downwards = await WalkAsync(api, root, "?ordering=-last_login");

        Assert.That((upwards, downwards), Is.EqualTo(("root ann bob eve new1 new2", "eve bob ann root new2 new1")));
    }

    [Test]
    public async Task List_WhenRead_HasNoSecret()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: root.Access);

        Assert.That(
            response.ToString(),
            Is.EqualTo(
                $$"""200 {"results":[{"id":"{{root.UserIdOf()}}","email":"root@example.com","username":"root","full_name":"","is_active":true,"is_staff":true,"is_superuser":true,"created_at":"{{host.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}}+00:00","last_login_at":"{{host.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}}+00:00"}],"next":null}"""));
    }

    [TestCase("is_active=perhaps", "is_active")]
    [TestCase("is_staff=2", "is_staff")]
    [TestCase("is_superuser=x", "is_superuser")]
    [TestCase("page_size=many", "page_size")]
    [TestCase("page_size=2147483648", "page_size")]
    [TestCase("ordering=password_hash", "ordering")]
    [TestCase("cursor=AAAA", "cursor")]
    public async Task ListUsers_WhenAParameterIsInvalid_NamesIt(string query, string name)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await api.SendAsync(HttpMethod.Get, $"/api/admin/users/?{query}", access: root.Access);

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{"{{{name}}}":["Not a valid value."]}}"""));
    }

    [TestCase("page_size=0", """{"page_size":["Ensure this value is greater than or equal to 1."]}""")]
    [TestCase("page_size=201", """{"page_size":["Ensure this value is less than or equal to 200."]}""")]
    [TestCase("q=%00", """{"q":["Null characters are not allowed."]}""")]
    [TestCase("q=%EF%BF%BE", """{"q":["Not a valid string."]}""")]
    public async Task ListUsers_WhenAParameterBreaksARule_ReturnsItsMessage(string query, string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await api.SendAsync(HttpMethod.Get, $"/api/admin/users/?{query}", access: root.Access);

        Assert.That(response.ToString(), Is.EqualTo($$"""400 {"errors":{{errors}}}"""));
    }

    [Test]
    public async Task GetUser_WhenTheAccountExists_ReturnsItWithItsVersion()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");

        ApiResponse response = await api.GetUserAsync(root, ann.UserIdOf());

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Header("ETag"), Is.EqualTo($"\"{(string?)response.Json["version"]}\""));
        Assert.That(
            response.Json.AsObject().Select(member => member.Key),
            Is.EqualTo(
            [
                "id", "email", "email_verified_at", "pending_email", "username", "full_name", "bio", "birth_date", "language", "is_active",
                "is_staff", "is_superuser", "groups", "user_permissions", "created_at", "updated_at", "last_login_at", "erase_at", "owner_proven", "version",
            ]));
    }

    [Test]
    public async Task GetUser_WhenTheAccountIsUnknown_IsNotFound()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await api.GetUserAsync(root, Guid.NewGuid());

        Assert.That(response.ToString(), Is.EqualTo("""404 {"detail":"Not found.","code":"not_found"}"""));
    }

    private static async Task<ClientTokens> RegisterAllAsync(Api api, CleanAuthHost host)
    {
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        foreach (string name in new[] { "ann", "bob", "eve" })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await api.RegisterOrdinaryUserAsync(name);
        }

        return root;
    }

    // Reads all pages of two rows each.
    private static async Task<string> WalkAsync(Api api, ClientTokens caller, string query)
    {
        List<string> names = [];
        string? next = null;
        do
        {
            string path = $"/api/admin/users/{query}{(query.Length == 0 ? '?' : '&')}page_size=2{(next is null ? "" : $"&cursor={next}")}";
            ApiResponse response = await api.SendAsync(HttpMethod.Get, path, access: caller.Access);
            names.AddRange(response.Json["results"]!.AsArray().Select(user => (string)user!["username"]!));
            next = (string?)response.Json["next"];
        }
        while (next is not null);

        return string.Join(' ', names);
    }
}
