using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

/// <summary>Stands in for Have I Been Pwned on this machine: returns configured responses and records the requests.</summary>
internal sealed class BreachServiceStandIn : IAsyncDisposable
{
    private readonly WebApplication app;

    private BreachServiceStandIn(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Requests { get; } = [];

    public (string Name, string Value)[] Settings =>
    [
        ("Passwords:BreachCheck:Enabled", "true"),
        ("Passwords:BreachCheck:BaseAddress", app.Urls.Single()),
        ("Passwords:BreachCheck:Timeout", "00:00:30"),
    ];

    public static async Task<BreachServiceStandIn> StartAsync(RequestDelegate response)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        BreachServiceStandIn service = new(app);
        app.Run(context =>
        {
            service.Requests.Enqueue(Print(context.Request));
            return response(context);
        });
        await app.StartAsync();
        return service;
    }

    /// <summary>Starts a service that has seen the password this many times.</summary>
    public static Task<BreachServiceStandIn> StartWithBreachedPasswordAsync(string password, int count) => StartAsync(context => context.Response.WriteAsync(
        $"0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n{HashOf(password)[5..]}:{count}\r\nFFF983A91443AE72BD98E59ADAB93B31974:0"));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The data of the service are SHA-1 hashes.")]
    public static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // Records the whole request, so that a test compares all of it.
    private static string Print(HttpRequest request) =>
        $"{request.Method} {request.Path}{request.QueryString} "
        + string.Join(", ", request.Headers.Where(header => header.Key != "Host").Select(header => $"{header.Key}: {header.Value}"));
}
