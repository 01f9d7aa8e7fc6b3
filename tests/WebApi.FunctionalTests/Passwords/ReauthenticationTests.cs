using CleanAuth.Application.Accounts;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

/// <summary>A thief of an access token must not be able to take over the account.</summary>
internal sealed class ReauthenticationTests
{
    private const string NewPassword = "tide pool lantern orbit";
    private const string Missing = """400 {"errors":{"current_password":["This field is required."]}}""";
    private const string Wrong = """400 {"errors":{"current_password":["This is not the current password."]}}""";

    private static readonly (string Name, string Value) Required = ("Accounts:RequireCurrentPassword", "true");

    [Test]
    public void RequireCurrentPassword_WhenNotConfigured_IsOn() => Assert.That(new AccountOptions().RequireCurrentPassword, Is.True);

    [TestCase("password", NewPassword)]
    [TestCase("email", "countess@example.com")]
    public async Task UpdateCurrentUser_WhenTheCurrentPasswordIsMissingOrWrong_ChangesNothing(string member, string value)
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse missing = await api.UpdateProfileAsync(session.Access, $$"""{"{{member}}":"{{value}}"}""");
        ApiResponse wrong = await api.UpdateProfileAsync(
            session.Access,
            $$"""{"{{member}}":"{{value}}","current_password":"{{NewPassword}}"}""");

        Assert.That((missing.ToString(), wrong.ToString()), Is.EqualTo((Missing, Wrong)));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheCurrentPasswordIsCorrect_Succeeds()
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(
            session.Access,
            $$"""{"password":"{{NewPassword}}","email":"countess@example.com","current_password":"{{TestData.Password}}"}""");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync("countess@example.com", NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheCurrentPasswordIsWrong_AddsALoginFailedEvent()
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{NewPassword}}","current_password":"a guess"}""");

        ApiResponse events = await Poll.UntilAsync(
            () => api.ListSecurityEventsAsync(session.Access),
            response => response.Body.Contains("login_failed", StringComparison.Ordinal));
        Assert.That((string?)events.Json["events"]![0]!["session_id"], Is.EqualTo(session.Id));
    }

    // A form that sends the whole profile changes neither of them.
    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressIsUnchanged_RequiresNoPassword()
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"email":"{{TestData.Email}}","bio":"engines"}""", "PUT");

        Assert.That(response.Status, Is.EqualTo(200));
    }
}
