using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The compact form of RFC 7515, written and read by hand so that a test can write invalid ones.</summary>
internal static class Jws
{
    public static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    public static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    /// <summary>Signs with the algorithm that the header names: HS256, HS384 or HS512.</summary>
    public static string Sign(JsonObject header, JsonObject claims, string key)
    {
        string signed = $"{Encode(header)}.{Encode(claims)}";
        byte[] secret = Encoding.UTF8.GetBytes(key);
        byte[] content = Encoding.UTF8.GetBytes(signed);
        byte[] signature = (string?)header["alg"] switch
        {
            "HS256" => HMACSHA256.HashData(secret, content),
            "HS384" => HMACSHA384.HashData(secret, content),
            "HS512" => HMACSHA512.HashData(secret, content),
            string other => throw new NotSupportedException($"Cannot sign with {other}."),
            null => throw new NotSupportedException("The header names no algorithm."),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
