using CleanAuth.WebApi.FunctionalTests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class AnonymousEndpointsTests
{
    /// <summary>Whoever adds an endpoint to this list has decided that it needs no token.</summary>
    private static readonly string[] Expected =
    [
        "GET .well-known/jwks.json",
        "GET .well-known/openid-configuration",
        "GET HEAD /health/live",
        "GET HEAD /health/ready",
        "GET admin/login",
        "HEAD .well-known/jwks.json",
        "HEAD .well-known/openid-configuration",
        "POST admin/login",
        "POST api/email/change/confirm",
        "POST api/email/change/undo",
        "POST api/email/verify",
        "POST api/email/verify/resend",
        "POST api/login",
        "POST api/password/reset",
        "POST api/password/reset/confirm",
        "POST api/login/code",
        "POST api/login/code/confirm",
        "POST api/register",
        "POST api/sessions/report",
        "POST api/token",
        "POST api/token/blacklist",
        "POST api/token/refresh",
        "POST api/token/verify",
        "POST api/user/restore",
    ];

    [Test]
    public void Routes_WhenNobodyIsSignedIn_AreTheseAlone()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        IEnumerable<string> open = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(IsOpen)
            .Select(Describe);

        Assert.That(open, Is.EquivalentTo(Expected));
    }

    [TestCase("Bearer nonsense")]
    [TestCase("Bearer")]
    [TestCase("Bearer a b")]
    [TestCase("Basic YWRhOnB3")]
    public async Task LogIn_WhenABadBearerIsSent_IgnoresIt(string header)
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using Api api = new(client);
        await api.RegisterAsync();

        Answer answer = await api.LogInAsync();

        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AnyAnonymousEndpoint_WhenAnExpiredBearerIsSent_IgnoresIt()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        using Api api = new(client);
        ClientTokens session = await api.SignUpAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {session.Access}");

        Answer[] answers =
        [
            await api.RegisterAsync(email: "eve@example.com", username: "eve"),
            await api.LogInAsync(),
            await api.ObtainTokensAsync(),
            await api.VerifyAsync(session.Refresh),
            await api.RefreshAsync(session.Refresh),
            await api.BlacklistAsync((await api.SignInAsync()).Refresh),
        ];

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 200, 200 }));
    }

    private static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;

    private static string Describe(RouteEndpoint endpoint) =>
        $"{string.Join(' ', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {endpoint.RoutePattern.RawText}".Trim();
}
