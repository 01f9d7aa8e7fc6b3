using System.Text.RegularExpressions;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>A caller with a wrong password learns nothing about the account; <see cref="EqualTimingTests"/> tests the time.</summary>
internal sealed partial class EqualResponseTests
{
    private const string Deactivated = "bob@example.com";
    private const string Legacy = "carol@example.com";
    private const string Unreadable = "dave@example.com";
    private const string Staff = "erin@example.com";
    private const string Wrong = "wrong horse battery staple";

    private static readonly (string Email, string Password)[] Refused =
    [
        (TestData.Email, Wrong),
        ("nobody@example.com", Wrong),
        (Deactivated, Wrong),
        (Deactivated, TestData.Password),
        (Legacy, Wrong),
        (Unreadable, Wrong),
    ];

    [Test]
    public async Task LogIn_WhenAnythingIsWrong_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        List<string> responses = [];
        foreach ((string email, string password) in Refused)
        {
            responses.Add((await api.LogInAsync(email, password)).Describe());
        }

        Assert.That(responses[0], Does.StartWith("400"));
        Assert.That(responses, Is.All.EqualTo(responses[0]));
    }

    [Test]
    public async Task ObtainTokens_WhenAnythingIsWrong_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        List<string> responses = [];
        foreach ((string email, string password) in Refused)
        {
            responses.Add((await api.ObtainTokensAsync(email, password)).Describe());
        }

        Assert.That(responses[0], Does.StartWith("401"));
        Assert.That(responses, Is.All.EqualTo(responses[0]));
    }

    // A caller who is not staff learns nothing either, even with the correct password.
    [Test]
    public async Task LogInToAdmin_WhenAnythingIsWrong_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await api.RegisterAsync(Staff, "erin");
        await host.CommandAsync(new GrantStaffCommand(Staff, AllowUnprovenOwner: true));

        List<string> responses = [];
        foreach ((string email, string password) in Refused.Append((Staff, Wrong)).Append((TestData.Email, TestData.Password)))
        {
            using PageClient pages = new(host);
            responses.Add(Varying().Replace((await pages.OpenSessionAsync(email, password)).Describe(), "").Replace(email, "", StringComparison.Ordinal));
        }

        Assert.That(responses[0], Does.StartWith("400").And.Contain("A user with this email and password was not found."));
        Assert.That(responses, Is.All.EqualTo(responses[0]));
    }

    [Test]
    public async Task Register_WhenGivenAnyAddress_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        List<string> responses = [];
        foreach (string email in new[] { TestData.Email, Deactivated, Legacy, Unreadable })
        {
            responses.Add((await api.RegisterAsync(email, "somebody")).Describe());
        }

        Assert.That(responses[0], Does.Contain("""{"errors":{"email":["user with this email already exists."]}}"""));
        Assert.That(responses, Is.All.EqualTo(responses[0]));
    }

    // Each page has another anti-forgery token.
    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Varying();

    private static async Task PrepareAsync(CleanAuthHost host, Api api)
    {
        await api.RegisterAsync();
        await api.RegisterAsync(Deactivated, "bob");
        await host.CommandAsync(new DeactivateUserCommand(Deactivated));
        await host.QueryAsync(context =>
        {
            DateTimeOffset now = host.Clock.GetUtcNow();
            string hash = $"pbkdf2_sha256$1000$salt${Convert.ToBase64String(new byte[32])}";
            context.Users.Add(User.Register(Legacy, "carol", hash, "", "", now));
            context.Users.Add(User.Register(Unreadable, "dave", "!", "", "", now));
            return context.SaveChangesAsync();
        });
    }
}
