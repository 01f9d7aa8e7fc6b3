using CleanAuth.Application.Abstractions.Tokens;
using MediatR;

namespace CleanAuth.Application.Tokens.GetPublicKeys;

/// <summary>Returns the public keys that verify tokens.</summary>
public sealed record GetPublicKeysQuery : IRequest<JsonWebKeySetDto>;

/// <summary>A JWK set (RFC 7517 section 5).</summary>
public sealed record JsonWebKeySetDto(IReadOnlyList<PublicKey> Keys)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static JsonWebKeySetDto Example => new(
    [
        new PublicKey(
            "EC",
            "sig",
            "h8vyN0X9RhCwU7rRY25eiwFSS4AESBR-uMvrJuse4jg",
            "ES256",
            "P-256",
            "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis",
            "y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE"),
    ]);
}
