using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Login;

/// <summary>A user table copied from Django keeps working, and each login replaces a hash.</summary>
internal sealed class DjangoImportTests
{
    // Made with Python's hashlib.pbkdf2_hmac from TestData.Password.
    private const string DjangoHash = "pbkdf2_sha256$260000$Zk3vQ9xT1bLr$qX8P5DyxHuURGSwZ/JhszTCUvNculJUfgR8Iy8m0UN0=";

    [Test]
    public async Task LogIn_WhenTheHashIsDjangos_SucceedsAndStoresBcrypt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await ImportAsync(host, DjangoHash);

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(await HashAsync(host), Does.StartWith("$2"));
    }

    [Test]
    public async Task LogIn_WhenTheHashWasUpgradedFromDjango_Succeeds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await ImportAsync(host, DjangoHash);
        await api.LogInAsync();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync(password: "wrong horse battery staple")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsWrong_KeepsTheDjangoHash()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await ImportAsync(host, DjangoHash);

        ApiResponse response = await api.LogInAsync(password: "wrong horse battery staple");

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(await HashAsync(host), Is.EqualTo(DjangoHash));
    }

    [Test]
    public async Task LogIn_WhenTheHashIsUpgraded_KeepsLiveSessions()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await ImportAsync(host, DjangoHash);

        ClientTokens first = await api.OpenSessionAsync();

        Assert.That((await api.GetProfileAsync(first.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(first.Refresh)).Status, Is.EqualTo(200));
    }

    [TestCase("!unusable")]
    [TestCase("pbkdf2_sha256$2000000000$salt$AAAA")]
    [TestCase("pbkdf2_sha1$1000$salt$AAAA")]
    [TestCase("")]
    public async Task LogIn_WhenTheHashIsUnusable_IsRefusedLikeAWrongPassword(string hash)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await ImportAsync(host, hash);

        ApiResponse response = await api.LogInAsync();

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"error":["A user with this email and password was not found."]}}"""));
    }

    private static Task<int> ImportAsync(CleanAuthHost host, string hash) => host.QueryAsync(context =>
    {
        context.Users.Add(User.Register(TestData.Email, TestData.Username, hash, "", "", host.Clock.GetUtcNow()));
        return context.SaveChangesAsync();
    });

    private static Task<string> HashAsync(CleanAuthHost host) =>
        host.QueryAsync(context => context.Users.Select(user => user.PasswordHash).SingleAsync());
}
