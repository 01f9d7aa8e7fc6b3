using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>The limit of password changes of an account: each change voids links, sends an email and ends sessions.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class PasswordChangeLimitTests(DatabaseProvider provider)
{
    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");

    [TestCase(true)]
    [TestCase(false)]
    public async Task ChangePassword_WhenItIsTheSixthInAnHour_IsRefusedUntilTheHourHasPassed(bool byProfile)
    {
        using CleanAuthHost host = new(provider, Throttled);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        for (int change = 1; change <= 5; change++)
        {
            session = await ChangeAsync(api, session, change);
        }

        ApiResponse refused = byProfile
            ? await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{PasswordOf(6)}}"}""")
            : await api.ChangePasswordAsync(session.Access, PasswordOf(5), PasswordOf(6));
        ApiResponse profile = await api.GetProfileAsync(session.Access);
        host.Clock.Advance(TimeSpan.FromHours(1));
        session = await api.OpenSessionAsync(password: PasswordOf(5));
        ApiResponse later = await api.ChangePasswordAsync(session.Access, PasswordOf(5), PasswordOf(6));

        Assert.That(
            refused.ToString(),
            Is.EqualTo("""429 {"detail":"Request was throttled. Expected available in 3600 seconds.","code":"throttled"}"""));
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("3600"));
        Assert.That((profile.Status, later.Status), Is.EqualTo((200, 200)));
    }

    // The counter belongs to the account, so another email address does not reset it.
    [Test]
    public async Task ChangePassword_WhenTheAddressChangesInBetween_KeepsCounting()
    {
        using CleanAuthHost host = new(provider, Throttled, ("Accounts:ConfirmEmailChange", "false"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        for (int change = 1; change <= 5; change++)
        {
            await api.UpdateProfileAsync(session.Access, $$"""{"email":"ada{{change}}@example.com"}""");
            session = await ChangeAsync(api, session, change);
        }

        ApiResponse refused = await api.ChangePasswordAsync(session.Access, PasswordOf(5), PasswordOf(6));

        Assert.That(refused.Status, Is.EqualTo(429));
    }

    [Test]
    public async Task ChangePassword_WhenTheNewPasswordIsRefused_DoesNotCount()
    {
        using CleanAuthHost host = new(provider, Throttled);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        for (int change = 1; change <= 5; change++)
        {
            ApiResponse refused = await api.ChangePasswordAsync(session.Access, replacement: TestData.Email);
            Assert.That(refused.Status, Is.EqualTo(400));
        }

        ApiResponse response = await api.ChangePasswordAsync(session.Access);

        Assert.That(response.Status, Is.EqualTo(200));
    }

    private static async Task<ClientTokens> ChangeAsync(Api api, ClientTokens session, int number) => ClientTokens.From(
        (await api.ChangePasswordAsync(session.Access, PasswordOf(number - 1), PasswordOf(number))).Json);

    private static string PasswordOf(int number) => number == 0 ? TestData.Password : $"{TestData.NewPassword} {number}";
}
