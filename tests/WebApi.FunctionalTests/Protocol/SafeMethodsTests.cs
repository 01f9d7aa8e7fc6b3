using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>ASVS 5.0, 3.5.3: a method that only reads changes no account, session or token.</summary>
internal sealed class SafeMethodsTests
{
    [Test]
    public async Task EveryGet_WhenSent_ChangesNothing()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.SignUpSuperuserAsync(host);
        AdminScene scene = await AdminScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<string> answers = [];
        List<string?> types = [];
        foreach (string path in GetsOf(host))
        {
            Answer answer = await api.SendAsync(HttpMethod.Get, $"/{scene.Fill(path)}/", access: staff.Access);
            answers.Add($"{answer.Status} {path}");
            types.Add(answer.Header("Content-Type"));
        }

        Assert.That(answers, Has.Count.AtLeast(12).And.All.StartsWith("200 "));
        Assert.That(types, Is.All.EndsWith("; charset=utf-8"));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    // An id is that of the thing before it.
    private static IEnumerable<string> GetsOf(CleanAuthHost host) =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        let path = endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("api/", StringComparison.Ordinal)
        select path
            .Replace("users/{id:guid}", "users/{user}", StringComparison.Ordinal)
            .Replace("groups/{id:guid}", "groups/{group}", StringComparison.Ordinal)
            .Replace("trace/{id:guid}", "trace/{session}", StringComparison.Ordinal);
}
