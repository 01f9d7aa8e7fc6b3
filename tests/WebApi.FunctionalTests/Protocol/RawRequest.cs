using System.Net.Sockets;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>Requests that no HTTP client sends: text on a new connection, and the response until the connection is closed.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static async Task<string> SendAsync(Uri service, string text)
    {
        using CancellationTokenSource timeout = new(Timeout);
        using TcpClient client = new();
        await client.ConnectAsync(service.Host, service.Port, timeout.Token);
        return await SendAsync(client, text, timeout.Token);
    }

    private static async Task<string> SendAsync(TcpClient client, string text, CancellationToken cancellationToken)
    {
        StringBuilder response = new();
        byte[] buffer = new byte[4096];
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
            while (await client.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and int length)
            {
                response.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }
        }
        catch (IOException)
        {
            // The service closed the connection without reading the whole request.
        }

        return response.ToString();
    }
}
