using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// The strict gate before the token library, which by itself takes padding, duplicate members and unknown critical
/// headers: a token of ours has three canonical base64url segments and a header of <c>alg</c>, <c>typ</c> and
/// <c>kid</c> (RFC 8725 sections 2.4 and 3.2, RFC 7515 sections 4.1.11 and 10.12).
/// </summary>
internal static class CompactJws
{
    private const int MaxLength = 8 * 1024;

    // RFC 4648 section 5, without padding.
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static bool IsWellFormed(string token)
    {
        if (token.Length > MaxLength)
        {
            return false;
        }

        Span<Range> segments = stackalloc Range[4];
        return token.AsSpan().Split(segments, '.') == 3
            && IsHeader(token.AsSpan()[segments[0]])
            && IsObject(token.AsSpan()[segments[1]])
            && TryDecode(token.AsSpan()[segments[2]], out byte[] signature)
            && signature.Length > 0;
    }

    private static bool IsHeader(ReadOnlySpan<char> segment)
    {
        using JsonDocument? header = Parse(segment);
        return header is not null
            && header.RootElement.EnumerateObject().All(member =>
                member.Name is "alg" or "typ" or "kid" && member.Value.ValueKind == JsonValueKind.String);
    }

    private static bool IsObject(ReadOnlySpan<char> segment)
    {
        using JsonDocument? payload = Parse(segment);
        return payload is not null;
    }

    private static JsonDocument? Parse(ReadOnlySpan<char> segment)
    {
        if (!TryDecode(segment, out byte[] json) || !Utf8.IsValid(json))
        {
            return null;
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, a member twice, or a name with half a surrogate pair.
            return null;
        }
    }

    private static bool TryDecode(ReadOnlySpan<char> segment, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(segment.Length)];
        if (segment.ContainsAnyExcept(Alphabet)
            || Base64Url.DecodeFromChars(segment, bytes, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        bytes = bytes[..length];

        // Other spellings of the last character decode to the same bytes; only one of them is canonical.
        return segment.IsEmpty || Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(segment);
    }
}
