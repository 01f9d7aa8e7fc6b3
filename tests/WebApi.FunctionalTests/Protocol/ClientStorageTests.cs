namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class ClientStorageTests
{
    [Test]
    public async Task AnyResponse_WhenAUserRegistersAndLogsOut_StoresNothingInTheBrowser()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ApiResponse registered = await api.RegisterAsync();
        ApiResponse loggedIn = await api.LogInAsync();
        ApiResponse refreshed = await api.RefreshAsync(ClientTokens.From(loggedIn.Json["user"]!["tokens"]).Refresh);
        ClientTokens session = ClientTokens.From(refreshed.Json);
        ApiResponse profile = await api.GetProfileAsync(session.Access);

        ApiResponse loggedOut = await api.LogOutAsync(session.Access, session.Refresh);

        ApiResponse[] responses = [registered, loggedIn, refreshed, profile, loggedOut];
        Assert.That(responses.Select(response => response.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 204 }));
        Assert.That(responses.Select(response => response.Header("Set-Cookie")), Is.All.Null);
        Assert.That(responses.Select(response => response.Header("Cache-Control")), Is.All.Contains("no-store"));
    }
}
