using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.WebApi.FunctionalTests.SigningKeys;

/// <summary>Another service, written as its developers would: it knows the address of CleanAuth and its own audience.</summary>
internal sealed class ResourceServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ResourceServer(WebApplication app) => this.app = app;

    public static async Task<ResourceServer> StartAsync(string authority, Action<JwtBearerOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication().AddJwtBearer(bearer =>
        {
            bearer.Authority = authority;
            bearer.Audience = "cleanauth";
            bearer.RequireHttpsMetadata = false;
            configure?.Invoke(bearer);
        });
        WebApplication app = builder.Build();
        app.MapGet("/orders", (HttpContext context) => context.User.FindFirst("user_id")?.Value).RequireAuthorization();
        await app.StartAsync();
        return new ResourceServer(app);
    }

    public async Task<ApiResponse> GetOrdersAsync(string token)
    {
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        using Api api = new(client);
        return await api.SendAsync(HttpMethod.Get, "/orders", access: token);
    }

    /// <summary>Returns an unused port, because an issuer must know its address before it starts.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
