using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Makes the tokens of the recipes <c>jwt</c> from a valid one.</summary>
internal sealed class TokenForger(ECDsa key, CaseVariables variables, ECDsa? retiredKey = null) : IDisposable
{
    /// <summary>The order of P-256.</summary>
    public const string Order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

    private readonly ECDsa attackersKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Forge(JsonObject recipe, string valid)
    {
        AddAttackerValues();
        string[] parts = valid.Split('.');
        byte[] header = HeaderRecipe.Make(variables.Expand(recipe["header"])!.AsObject(), (string?)recipe["header_bytes"]);
        byte[] payload = PayloadRecipe.Make(Base64Url.DecodeFromChars(parts[1]), recipe["payload"]!, variables);
        string space = recipe.ContainsKey("segment_op") ? " " : "";
        string signed = $"{Base64Url.EncodeToString(header)}{space}.{Base64Url.EncodeToString(payload)}";
        string signature = recipe["sign"]!.ToString() == "copy-of-good"
            ? parts[2]
            : Base64Url.EncodeToString(Sign(recipe["sign"]!, Encoding.UTF8.GetBytes(signed)));
        return $"{signed}.{signature}";
    }

    public void Dispose() => attackersKey.Dispose();

    private byte[] Sign(JsonNode how, byte[] signed) => how switch
    {
        JsonObject raw when raw["ecdsa-raw"] is JsonArray numbers => [.. numbers.SelectMany(number => Number((string)number!))],
        JsonObject mac when mac["hmac"] is not null => HMACSHA256.HashData(Secret((string)mac["key"]!), signed),
        JsonObject other when (string?)other["good-key-as"] == "${ALG_SIBLING}" => key.SignData(signed, HashAlgorithmName.SHA384),
        JsonValue => (string)how! switch
        {
            "good" => key.SignData(signed, HashAlgorithmName.SHA256),
            "good-der" => key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            "attacker-rsa" => attackersKey.SignData(signed, HashAlgorithmName.SHA256),
            "retired-key" => retiredKey!.SignData(signed, HashAlgorithmName.SHA256),
            "empty" => [],
            string unknown => throw new NotSupportedException($"There is no way of signing called {unknown}."),
        },
        _ => throw new NotSupportedException($"There is no way of signing called {how.ToJsonString()}."),
    };

    private byte[] Secret(string name)
    {
        ECPoint point = key.ExportParameters(false).Q;
        return name switch
        {
            "public-pem-newline" => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"),
            "public-der" => key.ExportSubjectPublicKeyInfo(),
            "public-modulus-or-point" => [4, .. point.X!, .. point.Y!],
            "public-ssh" => Encoding.ASCII.GetBytes($"ecdsa-sha2-nistp256 {Convert.ToBase64String([4, .. point.X!, .. point.Y!])}"),
            "hex:" => [],
            _ when name.StartsWith("utf8:", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(name["utf8:".Length..]),
            _ => throw new NotSupportedException($"There is no secret called {name}."),
        };
    }

    private static byte[] Number(string name) => name == "n"
        ? Convert.FromHexString(Order)
        : [.. new byte[31], byte.Parse(name, null)];

    private void AddAttackerValues()
    {
        ECPoint point = attackersKey.ExportParameters(false).Q;
        CertificateRequest request = new("CN=attacker", attackersKey, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        variables["ATTACKER_JWK"] =
            $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        variables["ATTACKER_CERT_B64"] = Convert.ToBase64String(certificate.RawData);
        variables["ATTACKER_X5T"] = Base64Url.EncodeToString(certificate.GetCertHash());
    }
}
