using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>ASVS 5.0, 3.5.3: a method that only reads changes no account, session or token.</summary>
internal sealed class SafeMethodsTests
{
    [Test]
    public async Task EveryGet_WhenSent_ChangesNothing()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<string> responses = [];
        List<string?> types = [];
        foreach (ApiEndpoint endpoint in EndpointTable.All.Where(endpoint => endpoint.Method == "GET"))
        {
            ApiResponse response = await scene.SendAsync(api, endpoint, content: null, staff);
            responses.Add($"{response.Status} {endpoint}");
            types.Add(response.Header("Content-Type"));
        }

        Assert.That(responses, Has.Count.AtLeast(12).And.All.StartsWith("200 "));
        Assert.That(types, Is.All.EndsWith("; charset=utf-8"));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }
}
