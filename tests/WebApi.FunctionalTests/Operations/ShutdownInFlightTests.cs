using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class ShutdownInFlightTests
{
    private static readonly (string Name, string Value) OneHash = ("Passwords:MaxConcurrentHashes", "1");
    private static readonly (string Name, string Value) LogRequests =
        ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information");

    [Test]
    public async Task Stop_WhenALoginIsInFlight_CompletesIt()
    {
        using CleanAuthHost host = new(OneHash, LogRequests);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        Task started = host.Logs.WatchForAsync("Request starting HTTP/1.1 POST");
        Task<ApiResponse> login;
        using (host.HoldHashingPermit())
        {
            login = api.LogInAsync();
            await started;

            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await RefusesConnectionsAsync(host.BaseAddress);
        }

        ApiResponse response = await login;
        Assert.That(response.Status, Is.EqualTo(200));
    }

    // The service first stops listening, and then waits for the requests in progress.
    private static async Task RefusesConnectionsAsync(Uri address)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, timeout.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
