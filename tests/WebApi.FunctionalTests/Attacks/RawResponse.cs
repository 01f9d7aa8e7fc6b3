using System.Globalization;
using System.Net;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Reads an HTTP/1.1 response from a connection.</summary>
internal static class RawResponse
{
    /// <summary>Returns null if the connection ends before the response is complete.</summary>
    public static async Task<ApiResponse?> ReadAsync(Stream stream, bool hasNoBody, CancellationToken cancellationToken)
    {
        try
        {
            string[] head = (await ReadHeadAsync(stream, cancellationToken)).Split("\r\n");
            HttpResponseMessage response = new((HttpStatusCode)int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture));
            Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach (string[] pair in head[1..].Select(line => line.Split(": ", 2)))
            {
                headers[pair[0]] = headers.TryGetValue(pair[0], out string? before) ? $"{before}, {pair[1]}" : pair[1];
            }

            bool isEmpty = hasNoBody || (int)response.StatusCode is < 200 or 204 or 304;
            response.Content = new ByteArrayContent(isEmpty ? [] : await ReadBodyAsync(stream, headers, cancellationToken));
            foreach ((string name, string value) in headers)
            {
                _ = response.Headers.TryAddWithoutValidation(name, value)
                    || response.Content.Headers.TryAddWithoutValidation(name, value);
            }

            return await ApiResponse.ReadAsync(response);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadBodyAsync(Stream stream, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("Content-Length", out string? length))
        {
            return await ReadAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        List<byte> body = [];
        while (headers.ContainsKey("Transfer-Encoding"))
        {
            int size = int.Parse(await ReadLineAsync(stream, cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await ReadAsync(stream, size, cancellationToken));
            await ReadLineAsync(stream, cancellationToken);
            if (size == 0)
            {
                break;
            }
        }

        return [.. body];
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            head.Append(head.Length == 0 ? "" : "\r\n").Append(line);
        }

        return head.ToString();
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
