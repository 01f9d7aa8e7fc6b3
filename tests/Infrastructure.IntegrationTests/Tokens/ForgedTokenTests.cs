using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>
/// Tokens that are almost valid. Signed ones have a signature of the correct key, so that only the rule named by the case can refuse
/// them.
/// </summary>
internal sealed class ForgedTokenTests
{
    private static readonly TestCaseData[] Headers =
    [
        Case("kid unknown", kit => kit.Forge(header: header => header["kid"] = "key-2")),
        Case("kid in another case", kit => kit.Forge(header: header => header["kid"] = "KEY-1")),
        Case("kid missing", kit => kit.Forge(header: header => header.Remove("kid")), JwtAlgorithm.ES256),
        Case("kid where none belongs", kit => kit.Forge(header: header => header["kid"] = "key-1"), JwtAlgorithm.HS256),
        Case("kid empty", kit => kit.Forge(header: header => header["kid"] = ""), JwtAlgorithm.ES256),
        Case("kid no text", kit => kit.Forge(header: header => header["kid"] = 1)),
        Case("alg missing", kit => kit.Forge(header: header => header.Remove("alg"))),
        Case("alg none", kit => kit.Forge(header: header => header["alg"] = "none")),
        Case("alg None", kit => kit.Forge(header: header => header["alg"] = "None")),
        Case("alg HS512", kit => kit.Forge(header: header => header["alg"] = "HS512")),
        Case("alg ES384", kit => kit.Forge(header: header => header["alg"] = "ES384")),
        Case("alg in lower case", kit => kit.Forge(header: header => header["alg"] = $"{header["alg"]}".ToLowerInvariant())),
        Case(
            "alg of the other kind",
            kit => kit.Forge(header: header => header["alg"] = kit.Options.Algorithm == JwtAlgorithm.ES256 ? "HS256" : "ES256")),
        Case("alg none, no signature", Unsigned),
        Case("HS256 with the public key", kit => SignedWithPublicKey(kit, kit.PublicKey), JwtAlgorithm.ES256),
        Case("HS256 with the public key as PEM", kit => SignedWithPublicKey(kit, Pem(kit)), JwtAlgorithm.ES256),
        Case("HS512 with the secret", SignedWithHs512, JwtAlgorithm.HS256),
        Case("crit", kit => kit.Forge(header: header => header["crit"] = new JsonArray("b64"))),
        Case("crit of a member that is there", kit => kit.Forge(header: header => header["crit"] = new JsonArray("typ"))),
        Case("jku", kit => kit.Forge(header: header => header["jku"] = "https://evil.example.com/jwks.json")),
        Case("x5u", kit => kit.Forge(header: header => header["x5u"] = "https://evil.example.com/cert.pem")),
        Case("jwk", kit => kit.Forge(header: header => header["jwk"] = new JsonObject { ["kty"] = "EC" })),
        Case("zip", kit => kit.Forge(header: header => header["zip"] = "DEF")),
        Case("x5c", kit => kit.Forge(header: header => header["x5c"] = new JsonArray("AA=="))),
        Case("b64", kit => kit.Forge(header: header => header["b64"] = true)),
        Case("header an array", kit => kit.Sign("[]", Payload(kit))),
        Case("header null", kit => kit.Sign("null", Payload(kit))),
        Case("header empty", kit => kit.Sign("", Payload(kit))),
        Case("header no JSON", kit => kit.Sign("{alg:1}", Payload(kit))),
        Case("header with a comment", kit => kit.Sign(Header(kit).Insert(1, "/**/"), Payload(kit))),
        Case("header member twice", kit => kit.Sign(Header(kit).Insert(1, $"\"alg\":\"{kit.Options.Algorithm}\","), Payload(kit))),
    ];

    private static readonly TestCaseData[] Payloads =
    [
        Case("issuer in another case", kit => kit.Forge(payload: claims => claims["iss"] = "https://ID.example.com")),
        Case("issuer with a slash", kit => kit.Forge(payload: claims => claims["iss"] = "https://id.example.com/")),
        Case("issuer missing", kit => kit.Forge(payload: claims => claims.Remove("iss"))),
        Case("issuer empty", kit => kit.Forge(payload: claims => claims["iss"] = "")),
        Case("issuer null", kit => kit.Forge(payload: claims => claims["iss"] = null)),
        Case("issuer a number", kit => kit.Forge(payload: claims => claims["iss"] = 1)),
        Case("audience in another case", kit => kit.Forge(payload: claims => claims["aud"] = "CleanAuth")),
        Case("audience with a slash", kit => kit.Forge(payload: claims => claims["aud"] = "cleanauth/")),
        Case("audience missing", kit => kit.Forge(payload: claims => claims.Remove("aud"))),
        Case("audience empty", kit => kit.Forge(payload: claims => claims["aud"] = "")),
        Case("audience null", kit => kit.Forge(payload: claims => claims["aud"] = null)),
        Case("audiences of others", kit => kit.Forge(payload: claims => claims["aud"] = new JsonArray("other", "CLEANAUTH"))),
        Case("no audiences", kit => kit.Forge(payload: claims => claims["aud"] = new JsonArray())),
        Case("exp in the past", kit => kit.Forge(payload: claims => claims["exp"] = 1)),
        Case("exp negative", kit => kit.Forge(payload: claims => claims["exp"] = -1)),
        Case("payload an array", kit => kit.Sign(Header(kit), "[]")),
        Case("payload null", kit => kit.Sign(Header(kit), "null")),
        Case("payload empty", kit => kit.Sign(Header(kit), "")),
        Case("payload cut off", kit => kit.Sign(Header(kit), Payload(kit)[..^1])),
        Case("payload member twice", kit => kit.Sign(Header(kit), Payload(kit).Insert(1, "\"token_type\":\"refresh\","))),
        Case("payload member twice, once escaped", kit => kit.Sign(Header(kit), Payload(kit).Insert(1, "\"\\u0073ub\":\"x\","))),
        Case("payload member twice, deep down", kit => kit.Sign(Header(kit), Payload(kit).Insert(1, "\"x\":{\"a\":1,\"a\":2},"))),
        Case("payload nested deep", kit => kit.Sign(Header(kit), Payload(kit).Insert(1, "\"x\":[[[[[[[[[[]]]]]]]]]],"))),
        Case("payload with a trailing comma", kit => kit.Sign(Header(kit), Payload(kit)[..^1] + ",}")),
        Case("payload with text behind it", kit => kit.Sign(Header(kit), Payload(kit) + "x")),
        Case("payload with a NUL behind it", kit => kit.Sign(Header(kit), Payload(kit) + "\0")),
        Case("payload twice", kit => kit.Sign(Header(kit), Payload(kit) + Payload(kit))),
        Case("payload with half a surrogate pair as a name", kit => kit.Sign(Header(kit), Payload(kit).Insert(1, "\"\\ud800\":1,"))),
        Case(
            "payload with a BOM",
            kit => kit.Sign(Encoding.UTF8.GetBytes(Header(kit)), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Payload(kit))])),
        Case(
            "header with a BOM",
            kit => kit.Sign([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Header(kit))], Encoding.UTF8.GetBytes(Payload(kit)))),
        Case("payload in UTF-16", kit => kit.Sign(Encoding.UTF8.GetBytes(Header(kit)), Encoding.Unicode.GetBytes(Payload(kit)))),
        Case("payload of invalid UTF-8", kit => kit.Sign(Encoding.UTF8.GetBytes(Header(kit)), InvalidUtf8(Payload(kit)))),
    ];

    private static readonly TestCaseData[] Texts =
    [
        Case("empty", _ => ""),
        Case("blank", _ => "  "),
        Case("dots", _ => ".."),
        Case("no token", _ => "not a token"),
        Case("one segment", kit => kit.Refresh.Split('.')[0]),
        Case("two segments", kit => kit.Refresh[..kit.Refresh.LastIndexOf('.')]),
        Case("no signature", kit => kit.Refresh[..(kit.Refresh.LastIndexOf('.') + 1)]),
        Case("four segments", kit => $"{kit.Refresh}.AA"),
        Case("an empty fourth segment", kit => $"{kit.Refresh}."),
        Case("five segments, as an encrypted token has", kit => $"{kit.Refresh}.AA.AA"),
        Case("a leading dot", kit => $".{kit.Refresh}"),
        Case("padding", kit => $"{kit.Refresh}=="),
        Case("padding in the header", kit => kit.Refresh.Replace(".", "=.", StringComparison.Ordinal)),
        Case("padding in what is signed", kit => kit.SignText(kit.Refresh.Split('.')[0] + "=." + kit.Refresh.Split('.')[1])),
        Case("a blank before it", kit => $" {kit.Refresh}"),
        Case("a line break behind it", kit => $"{kit.Refresh}\n"),
        Case("a blank within", kit => kit.Refresh.Insert(20, " ")),
        Case("a line break within", kit => kit.Refresh.Insert(20, "\r\n")),
        Case("a blank before the dot", kit => kit.Refresh.Replace(".", " .", StringComparison.Ordinal)),
        Case("a BOM before it", kit => $"\uFEFF{kit.Refresh}"),
        Case("a NUL behind it", kit => $"{kit.Refresh}\0"),
        Case("half a surrogate pair", kit => $"{kit.Refresh}\ud800"),
        Case("the other base64 alphabet", kit => kit.Refresh[..^1] + "+"),
        Case("Bearer before it", kit => $"Bearer {kit.Refresh}"),
        Case("in quotes", kit => $"\"{kit.Refresh}\""),
        Case("last character not canonical", NotCanonical),
        Case("signature cut", kit => kit.Refresh[..^4]),
        Case("signature longer", kit => kit.Refresh + "AAAA"),
        Case("signature of zeros", kit => kit.Refresh[..(kit.Refresh.LastIndexOf('.') + 1)] + TokenKit.Encode(new byte[64])),
        Case("signature of another token", kit => kit.Access[..kit.Access.LastIndexOf('.')] + kit.Refresh[kit.Refresh.LastIndexOf('.')..]),
        Case("over 8 KiB", kit => kit.Forge(payload: claims => claims["x"] = new string('x', 8 * 1024))),
        Case("over a megabyte", kit => kit.Forge(payload: claims => claims["x"] = new string('x', 1024 * 1024))),
    ];

    private static readonly TestCaseData[] Claims =
    [
        Claim("jti missing", claims => claims.Remove("jti"), "Token has no id"),
        Claim("jti null", claims => claims["jti"] = null, "Token has no id"),
        Claim("jti a number", claims => claims["jti"] = 1, "Token has no id"),
        Claim("jti an object", claims => claims["jti"] = new JsonObject(), "Token has no id"),
        Claim("jti with hyphens", claims => claims["jti"] = $"{Guid.NewGuid()}", "Token has no id"),
        Claim("token_type missing", claims => claims.Remove("token_type"), "Token has no type"),
        Claim("token_type unknown", claims => claims["token_type"] = "sliding", "Token has wrong type"),
        Claim("token_type a number", claims => claims["token_type"] = 1, "Token has wrong type"),
        Claim("token_type of the other kind", claims => claims["token_type"] = "access", "Token has wrong type"),
        Claim("token_type in another case", claims => claims["token_type"] = "Refresh", "Token has wrong type"),
        Claim("user_id missing", claims => claims.Remove("user_id"), "Token contained no recognizable user identification"),
        Claim("user_id null", claims => claims["user_id"] = null, "Token contained no recognizable user identification"),
        Claim("user_id a number", claims => claims["user_id"] = 1, "Token contained no recognizable user identification"),
        Claim("user_id an array", claims => claims["user_id"] = new JsonArray(), "Token contained no recognizable user identification"),
        Claim("sid missing", claims => claims.Remove("sid"), "Token contained no recognizable user identification"),
        Claim("sid a number", claims => claims["sid"] = 1, "Token contained no recognizable user identification"),
        Claim("exp missing", claims => claims.Remove("exp"), "Token has no 'exp' claim"),
        Claim("sub missing", claims => claims.Remove("sub"), "User not found"),
        Claim("sub null", claims => claims["sub"] = null, "User not found"),
        Claim("sub a number", claims => claims["sub"] = 1, "User not found"),
        Claim("sub an array", claims => claims["sub"] = new JsonArray($"{claims["sub"]}"), "User not found"),
        Claim("sub in another case", claims => claims["sub"] = $"{claims["sub"]}".ToUpperInvariant(), "User not found"),
    ];

    [TestCaseSource(nameof(Headers))]
    [TestCaseSource(nameof(Payloads))]
    [TestCaseSource(nameof(Texts))]
    public void Verify_WhenTheTokenHasAnotherForm_Refuses(Func<TokenKit, string> forge, JwtAlgorithm[] algorithms)
    {
        foreach (JwtAlgorithm algorithm in algorithms)
        {
            using TokenKit kit = new(algorithm);

            Assert.That(
                () => kit.Verifier.VerifyAsync(forge(kit)),
                Throws.TypeOf<TokenNotValidException>().With.Message.EqualTo("Token is invalid or expired"),
                $"{algorithm}");
        }
    }

    [TestCaseSource(nameof(Claims))]
    public void Verify_WhenAClaimIsInvalid_NamesTheClaim(Action<JsonObject> change, string message)
    {
        using TokenKit kit = new();
        string token = kit.Forge(payload: change);

        Assert.That(
            () => kit.Verifier.VerifyAsync(token),
            Throws.InstanceOf<TokenNotValidException>().Or.InstanceOf<AccountUnavailableException>().With.Message.EqualTo(message));
    }

    [TestCase("at+jwt")]
    [TestCase("JWT")]
    [TestCase("RT+JWT")]
    [TestCase("")]
    [TestCase(null)]
    public void Verify_WhenHeaderAndClaimDisagreeOnTheType_Refuses(string? type)
    {
        using TokenKit kit = new();
        string token = kit.Forge(header: header => Set(header, "typ", type));

        Assert.That(
            () => kit.Verifier.VerifyAsync(token),
            Throws.TypeOf<TokenNotValidException>().With.Message.EqualTo("Token has wrong type"));
    }

    private static TestCaseData Case(string name, Func<TokenKit, string> forge, params JwtAlgorithm[] algorithms) =>
        new TestCaseData(forge, algorithms is [] ? Enum.GetValues<JwtAlgorithm>() : algorithms).SetArgDisplayNames(name);

    private static TestCaseData Claim(string name, Action<JsonObject> change, string message) =>
        new TestCaseData(change, message).SetArgDisplayNames(name);

    private static void Set(JsonObject json, string name, string? value)
    {
        json.Remove(name);
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static string Header(TokenKit kit) => TokenKit.Header(kit.Refresh).ToJsonString();

    private static string Payload(TokenKit kit) => TokenKit.Payload(kit.Refresh).ToJsonString();

    private static string Unsigned(TokenKit kit)
    {
        string token = kit.Forge(header: header => header["alg"] = "none");
        return token[..(token.LastIndexOf('.') + 1)];
    }

    private static string SignedWithPublicKey(TokenKit kit, byte[] publicKey)
    {
        string token = kit.Forge(header: header => header["alg"] = "HS256");
        string signed = token[..token.LastIndexOf('.')];
        return $"{signed}.{TokenKit.Encode(HMACSHA256.HashData(publicKey, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string SignedWithHs512(TokenKit kit)
    {
        string token = kit.Forge(header: header => header["alg"] = "HS512");
        string signed = token[..token.LastIndexOf('.')];
        byte[] secret = Encoding.UTF8.GetBytes(TokenKit.SharedSecret);
        return $"{signed}.{TokenKit.Encode(HMACSHA512.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static byte[] Pem(TokenKit kit) =>
        Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", kit.PublicKey));

    private static byte[] InvalidUtf8(string payload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload.Insert(1, "\"x\":\"?\","));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        return bytes;
    }

    // The last character of 64 bytes (ES256) or 32 bytes (HS256) has unused bits, which the service sets to zero.
    private static string NotCanonical(TokenKit kit) => kit.Refresh[..^1] + (char)(kit.Refresh[^1] + 1);
}
