using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Smtp;

/// <summary>Accepts one connection, and refuses a name without a domain as Postfix does with reject_non_fqdn_helo_hostname.</summary>
internal sealed class StrictMailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public StrictMailServer()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Greeting = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The first line of the client.</summary>
    public Task<string?> Greeting { get; }

    public void Dispose() => listener.Dispose();

    private async Task<string?> ServeAsync()
    {
        TcpClient client = await listener.AcceptTcpClientAsync();
        StreamReader reader = new(client.GetStream());
        StreamWriter writer = new(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example.net ESMTP");
        string? greeting = await reader.ReadLineAsync();
        await RespondAsync(greeting);
        _ = Task.Run(async () =>
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                await RespondAsync(line);
            }

            client.Dispose();
        });
        return greeting;

        Task RespondAsync(string? line) => writer.WriteLineAsync(line switch
        {
            "QUIT" => "221 bye",
            not null when line.Contains('.', StringComparison.Ordinal) => "250 mail.example.net",
            _ => "504 5.5.2 name rejected: need fully-qualified hostname",
        });
    }
}
