using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

[TestFixture(Transport.Body)]
[TestFixture(Transport.Cookie)]
internal sealed class ChangePasswordTests(Transport transport)
{
    private const string Wrong = """400 {"errors":{"current_password":["This is not the current password."]}}""";
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsCorrect_AcceptsOnlyTheNewOne()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ChangePasswordAsync(session.Access);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json.AsObject().Select(member => member.Key), Is.EquivalentTo(["refresh", "access"]));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsCorrect_EndsAllEarlierSessions()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();

        await api.ChangePasswordAsync(session.Access);

        foreach (ClientTokens old in new[] { session, other })
        {
            Assert.That((await api.GetProfileAsync(old.Access)).Status, Is.EqualTo(401));
            Assert.That((await api.RefreshAsync(old.Refresh)).ToString(), Is.EqualTo(Blacklisted));
        }
    }

    [Test]
    public async Task ChangePassword_WhenDone_OpensOneSessionThatStaysLive()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens first = await api.RegisterAndLogInAsync();
        ClientTokens used = await api.RefreshSessionAsync(first);

        ClientTokens session = ClientTokens.From((await api.ChangePasswordAsync(used.Access)).Json);

        // This is no reuse although both tokens existed before and one is consumed: the session stays live.
        await api.RefreshAsync(first.Refresh);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await api.RefreshAsync(first.Refresh);
        await api.RefreshAsync(used.Refresh);
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSessionsAsync(session.Access)).Json["sessions"]!.AsArray(), Has.Count.EqualTo(1));
    }

    // Required even though Accounts:RequireCurrentPassword is off in this host.
    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsWrong_ChangesNothingAndAddsASecurityEvent()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.ChangePasswordAsync(session.Access, current: "a guess");

        Assert.That(response.ToString(), Is.EqualTo(Wrong));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
        await Poll.UntilAsync(
            () => api.ListSecurityEventsAsync(session.Access),
            events => events.Body.Contains("login_failed", StringComparison.Ordinal));
    }

    [Test]
    public async Task ChangePassword_WhenTheCurrentPasswordIsGuessed_IsThrottledLikeALogin()
    {
        using CleanAuthHost host = new(transport, ("Throttling:Enabled", "true"), ("Throttling:TriesOfKnownNetwork", "3"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        for (int guess = 0; guess < 3; guess++)
        {
            await api.ChangePasswordAsync(session.Access, current: $"guess {guess}");
        }

        ApiResponse response = await api.ChangePasswordAsync(session.Access);
        Assert.That((response.Status, (string?)response.Json["code"]), Is.EqualTo((429, "throttled")));
        Assert.That(response.Header("Retry-After"), Is.Not.Null);
    }

    [TestCase("{}", "\"current_password\":[\"This field is required.\"],\"new_password\":[\"This field is required.\"]")]
    [TestCase("{\"current_password\":null,\"new_password\":7}", "\"current_password\":[\"This field may not be null.\"],\"new_password\":[\"Not a valid string.\"]")]
    [TestCase("{\"current_password\":\"x\",\"new_password\":\"short\"}", "\"new_password\":[\"Ensure this field has at least 8 characters.\"]")]
    [TestCase("{\"current_password\":\"x\",\"new_password\":\"password1\"}", "\"new_password\":[\"This password is too common.\"]")]
    [TestCase("{\"current_password\":\"correct horse battery staple\",\"new_password\":\"ada@example.com\"}", "\"new_password\":[\"The password is too similar to the email.\"]")]
    public async Task ChangePassword_WhenAMemberBreaksARule_ReturnsItsMessage(string body, string errors)
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/password/change/", body, session.Access);

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{{{{errors}}}}}"""));
    }

    [Test]
    public async Task ChangePassword_WhenNotLoggedIn_Returns401()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());

        ApiResponse response = await api.ChangePasswordAsync();

        Assert.That(response.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task ChangePassword_WhenManyAreSentAtOnce_SucceedsOnceAndKeepsOneSession()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses = await Task.WhenAll(Enumerable
            .Range(0, 5)
            .Select(number => api.ChangePasswordAsync(session.Access, replacement: $"{TestData.NewPassword} {number}")));

        // A later caller has no valid access token any more.
        Assert.That(responses.Count(response => response.Status == 200), Is.EqualTo(1));
        Assert.That(responses.Where(response => response.Status != 200).Select(response => response.Status), Is.All.AnyOf(400, 401, 409));
        Assert.That(await host.QueryAsync(context => context.Sessions.CountAsync(row => row.EndedAt == null)), Is.EqualTo(1));
        ClientTokens winner = ClientTokens.From(responses.Single(response => response.Status == 200).Json);
        Assert.That((await api.GetProfileAsync(winner.Access)).Status, Is.EqualTo(200));
    }
}
