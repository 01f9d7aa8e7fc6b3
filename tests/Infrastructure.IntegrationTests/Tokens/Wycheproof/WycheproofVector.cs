using System.Text.Json.Nodes;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens.Wycheproof;

/// <summary>A vector of the Wycheproof project, with the result of a strict verifier from <c>expected.tsv</c>.</summary>
internal sealed record WycheproofVector(string File, int Id, string Group, string Comment, string Jws, JsonObject[] Keys, bool IsValid)
{
    private const string KeyFile = "json_web_key_test.json";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Tokens", "Wycheproof");

    /// <summary>The reason why the vector does not apply to this service; null if it applies.</summary>
    public string? Inapplicable => this switch
    {
        { Group: "ec_key_for_encryption" or "invalid_use" or "invalid_algorithm" or "wrong_algorithm" or "wrong_kty" }
            or { Group: "invalid_aes_gcm_key" or "invalid_aes_kw_key" } =>
            "the fault is in the metadata of a JWK, and the service reads no JWK",
        { Group: "base64", Id: 367 or 370 } =>
            "it has lost its padding, so it equals the valid vector 357",
        { Group: "jws_mixedSymmetryKeyset" or "jws_duplicate_kid" } =>
            "the keys of this service have one algorithm and unique ids",
        _ when Keys.All(key => AlgorithmOf(key) is null) => "the service does not support the algorithm of its key",
        _ => null,
    };

    /// <summary>Whether the vector tests the strength of keys.</summary>
    public bool IsAboutKeys => File == KeyFile;

    public static WycheproofVector[] ReadAll()
    {
        Dictionary<(string, int), bool> expected = System.IO.File.ReadLines(Path.Combine(Folder, "expected.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => (cells[0], int.Parse(cells[1], null)), cells => cells[5] == "accept");
        return
        [
            .. from file in new[] { "json_web_signature_test.json", KeyFile }
               from @group in JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, file)))!["testGroups"]!.AsArray()
               from test in @group!["tests"]!.AsArray()
               let id = (int)test!["tcId"]!
               select new WycheproofVector(
                   file,
                   id,
                   (string)@group!["comment"]!,
                   (string)test["comment"]!,
                   test["jws"]!.ToString(),
                   KeysOf(@group["public"] ?? @group["private"]!),
                   expected[(file, id)]),
        ];
    }

    /// <summary>The supported algorithm of the key; null if there is none.</summary>
    public static string? AlgorithmOf(JsonObject key) => (string?)key["kty"] switch
    {
        "oct" when (string?)key["alg"] is null or "HS256" => "HS256",
        "EC" when (string?)key["alg"] is null or "ES256" => "ES256",
        _ => null,
    };

    public override string ToString() => $"{Path.GetFileNameWithoutExtension(File)} {Id} {Group} {Comment}";

    private static JsonObject[] KeysOf(JsonNode keys) =>
        keys["keys"] is JsonArray several ? [.. several.Select(key => key!.AsObject())] : [keys.AsObject()];
}
