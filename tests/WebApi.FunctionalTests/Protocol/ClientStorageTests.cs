namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class ClientStorageTests
{
    [Test]
    public async Task AnyResponse_WhenAUserRegistersToLogsOut_StoresNothingInTheBrowser()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Answer registered = await api.RegisterAsync();
        Answer loggedIn = await api.LogInAsync();
        Answer refreshed = await api.RefreshAsync(ClientTokens.From(loggedIn.Json["user"]!["tokens"]).Refresh);
        ClientTokens session = ClientTokens.From(refreshed.Json);
        Answer profile = await api.GetProfileAsync(session.Access);

        Answer loggedOut = await api.LogOutAsync(session.Access, session.Refresh);

        Answer[] answers = [registered, loggedIn, refreshed, profile, loggedOut];
        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 204 }));
        Assert.That(answers.Select(answer => answer.Header("Set-Cookie")), Is.All.Null);
        Assert.That(answers.Select(answer => answer.Header("Cache-Control")), Is.All.Contains("no-store"));
    }
}
