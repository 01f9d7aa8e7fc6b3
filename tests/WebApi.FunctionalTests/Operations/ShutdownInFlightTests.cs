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
        Task<Answer> login;
        using (host.HoldHashingPermit())
        {
            login = api.LogInAsync();
            await started;

            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await RefusesConnectionsAsync(host.BaseAddress);
        }

        Answer answer = await login;
        Assert.That(answer.Status, Is.EqualTo(200));
    }

    // The service stops listening first, and then waits for what it has begun.
    private static async Task RefusesConnectionsAsync(Uri address)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, patience.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
