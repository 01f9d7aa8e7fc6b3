using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// Parses tokens more strictly than the token library, which accepts padding, duplicate members and unknown critical headers. Tokens of
/// this service have three canonical base64url segments and a header with <c>alg</c>, <c>typ</c> and <c>kid</c> only (RFC 8725 sections
/// 2.4 and 3.2, RFC 7515 sections 4.1.11 and 10.12).
/// </summary>
internal sealed class CompactJws
{
    private const int MaxLength = 8 * 1024;

    // RFC 4648 section 5, without padding.
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly byte[] signed;
    private readonly byte[] payload;
    private readonly byte[] signature;

    private CompactJws(string? algorithm, string? keyId, byte[] signed, byte[] payload, byte[] signature)
    {
        Algorithm = algorithm;
        KeyId = keyId;
        this.signed = signed;
        this.payload = payload;
        this.signature = signature;
    }

    /// <summary>The algorithm in the header. Do not trust it before the signature is verified.</summary>
    public string? Algorithm { get; }

    public string? KeyId { get; }

    public static bool TryRead(string token, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;
        Span<Range> segments = stackalloc Range[4];
        ReadOnlySpan<char> text = token;
        if (text.Length > MaxLength
            || text.Split(segments, '.') != 3
            || !TryDecode(text[segments[0]], out byte[] header)
            || !TryDecode(text[segments[1]], out byte[] payload)
            || !TryDecode(text[segments[2]], out byte[] signature)
            || signature.Length == 0
            || !TryReadHeader(header, out string? algorithm, out string? keyId))
        {
            return false;
        }

        jws = new CompactJws(algorithm, keyId, Encoding.ASCII.GetBytes(token, 0, segments[1].End.Value), payload, signature);
        return true;
    }

    /// <summary>Returns whether the header names this algorithm and this key made the signature.</summary>
    public bool IsSignedBy(SecurityKey key, string algorithm)
    {
        if (Algorithm != algorithm)
        {
            return false;
        }

        SignatureProvider provider = key.CryptoProviderFactory.CreateForVerifying(key, algorithm);
        try
        {
            return provider.Verify(signed, signature);
        }
        finally
        {
            key.CryptoProviderFactory.ReleaseSignatureProvider(provider);
        }
    }

    /// <summary>Returns whether the payload is one JSON object and nothing else.</summary>
    public bool HasObjectPayload()
    {
        using JsonDocument? document = Parse(payload);
        return document is not null;
    }

    private static bool TryReadHeader(byte[] json, out string? algorithm, out string? keyId)
    {
        (algorithm, keyId) = (null, null);
        using JsonDocument? header = Parse(json);
        if (header is null || !header.RootElement.EnumerateObject().All(IsKnownHeader))
        {
            return false;
        }

        try
        {
            algorithm = TextOf(header, "alg");
            keyId = TextOf(header, "kid");
            return true;
        }
        catch (InvalidOperationException)
        {
            // The string contains an unpaired surrogate.
            return false;
        }
    }

    private static bool IsKnownHeader(JsonProperty member) =>
        member.Name is "alg" or "typ" or "kid" && member.Value.ValueKind == JsonValueKind.String;

    private static string? TextOf(JsonDocument header, string member) =>
        header.RootElement.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;

    private static JsonDocument? Parse(byte[] json)
    {
        if (!Utf8.IsValid(json))
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
            // The bytes are not JSON, or contain a duplicate member or a name with an unpaired surrogate.
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

        // Several final characters decode to the same bytes. Accept only the canonical one.
        return segment.IsEmpty || Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(segment);
    }
}
