using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>
/// A thief who knew the password has logged in, so the thief's network is known to the account: it has its own attempts and emails.
/// </summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class KnownNetworkTests(DatabaseProvider provider)
{
    private const string OwnerAddress = "192.0.2.1";
    private const string ThiefAddress = "198.51.100.7";
    private const string OtherOwnerAddress = "203.0.113.9";

    [TestCase(true)]
    [TestCase(false)]
    public async Task ChangePassword_WhenAThiefHasLoggedIn_KeepsOnlyTheNetworkOfTheCallerKnown(bool byProfile)
    {
        using CleanAuthHost host = Start();
        using Api owner = host.ConnectFrom(OwnerAddress);
        ClientTokens session = await LogInEverywhereAsync(host, owner);

        ApiResponse changed = byProfile
            ? await owner.UpdateProfileAsync(
                session.Access, $$"""{"password":"{{TestData.NewPassword}}","current_password":"{{TestData.Password}}"}""")
            : await owner.ChangePasswordAsync(session.Access);

        Assert.That(changed.Status, Is.EqualTo(200));
        Assert.That(
            (await IsKnownAsync(host, OwnerAddress), await IsKnownAsync(host, ThiefAddress), await IsKnownAsync(host, OtherOwnerAddress)),
            Is.EqualTo((true, false, false)));
    }

    [Test]
    public async Task SetUserPassword_WhenAThiefHasLoggedIn_ForgetsAllKnownNetworks([Values] bool byStaff)
    {
        using CleanAuthHost host = Start();
        using Api owner = host.ConnectFrom(OwnerAddress);
        ClientTokens session = await LogInEverywhereAsync(host, owner);

        if (byStaff)
        {
            ClientTokens staff = await owner.RegisterSuperuserAsync(host);
            ApiResponse response = await owner.SendAsync(
                HttpMethod.Put, $"/api/admin/users/{session.UserIdOf()}/password/", $$"""{"password":"{{TestData.NewPassword}}"}""", staff.Access);
            Assert.That(response.Status, Is.EqualTo(204));
        }
        else
        {
            await host.CommandAsync(new SetUserPasswordCommand(TestData.Email, TestData.NewPassword));
        }

        Assert.That((await IsKnownAsync(host, OwnerAddress), await IsKnownAsync(host, ThiefAddress)), Is.EqualTo((false, false)));
    }

    // The login is counted for the address with which it began, and that address belongs to another account by then.
    [Test]
    public async Task LogIn_WhenTheAddressChangesMeanwhile_MakesNoNetworkKnownToItsNextAccount()
    {
        PausingHasher hasher = new();
        using CleanAuthHost host = new(
            provider, ("Throttling:Enabled", "true"), ("Throttling:FreeTries", "2"), ("Accounts:ConfirmEmailChange", "false"));
        using CleanAuthHost paused = host.StartBeside(hasher.Register);
        using Api attacker = host.ConnectFrom(ThiefAddress);
        using Api elsewhere = paused.ConnectFrom(OtherOwnerAddress);
        using Api owner = host.ConnectFrom(OwnerAddress);
        ClientTokens session = await attacker.RegisterAndLogInAsync();

        Task<ApiResponse> login = elsewhere.LogInAsync();
        await hasher.Read;
        await attacker.UpdateProfileAsync(
            session.Access, $$"""{"email":"mallory@example.com","current_password":"{{TestData.Password}}"}""");
        hasher.Release();
        await login;
        await owner.RegisterAndLogInAsync(TestData.Email, "owner");

        Assert.That((await IsKnownAsync(host, OwnerAddress), await IsKnownAsync(host, OtherOwnerAddress)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task ReportSession_WhenAThiefHasLoggedIn_ForgetsAllKnownNetworks()
    {
        using CleanAuthHost host = Start();
        using Api owner = host.ConnectFrom(OwnerAddress);
        await LogInEverywhereAsync(host, owner);
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.NewDevice);

        ApiResponse response = await owner.ReportSessionAsync(token);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await IsKnownAsync(host, OwnerAddress), await IsKnownAsync(host, ThiefAddress)), Is.EqualTo((false, false)));
    }

    private CleanAuthHost Start() => new(
        provider,
        ("Throttling:Enabled", "true"),
        ("Throttling:FreeTries", "2"),
        ("Accounts:RequireCurrentPassword", "true"));

    // The last login is that of the thief, so the last notice of a new device is about it.
    private static async Task<ClientTokens> LogInEverywhereAsync(CleanAuthHost host, Api owner)
    {
        ClientTokens session = await owner.RegisterAndLogInAsync();
        foreach (string network in new[] { OtherOwnerAddress, ThiefAddress })
        {
            using Api api = host.ConnectFrom(network);
            await api.OpenSessionAsync();
        }

        return session;
    }

    // A strange network must pause after two attempts; a known one does not.
    private static async Task<bool> IsKnownAsync(CleanAuthHost host, string network)
    {
        using Api api = host.ConnectFrom(network);
        List<int> statuses = [];
        for (int guess = 0; guess < 4; guess++)
        {
            statuses.Add((await api.LogInAsync(password: "a wrong guess of it")).Status);
        }

        return !statuses.Contains(429);
    }
}
