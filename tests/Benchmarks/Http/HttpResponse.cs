using System.Buffers.Text;

namespace CleanAuth.Benchmarks.Http;

/// <summary>The part of RFC 9112 that is needed to find the end of a response of Kestrel.</summary>
internal static class HttpResponse
{
    private const int StatusStart = 9;
    private const int StatusLength = 3;

    /// <summary>Reads the status once the whole response has arrived.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out int status)
    {
        status = 0;
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !Utf8Parser.TryParse(bytes.Slice(StatusStart, StatusLength), out status, out _))
        {
            return false;
        }

        ReadOnlySpan<byte> head = bytes[..(end + 2)];
        ReadOnlySpan<byte> body = bytes[(end + 4)..];
        if (head.IndexOf("\r\nContent-Length: "u8) is >= 0 and int length)
        {
            return Utf8Parser.TryParse(head[(length + 18)..], out int expected, out _) && body.Length >= expected;
        }

        return head.IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || HasAllChunks(body);
    }

    private static bool HasAllChunks(ReadOnlySpan<byte> body)
    {
        while (Utf8Parser.TryParse(body, out int size, out int digits, 'x'))
        {
            // Size, line break, data, line break; the last chunk has no data.
            int length = digits + 2 + size + 2;
            if (body.Length < length)
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }

            body = body[length..];
        }

        return false;
    }
}
