using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.RotateSigningKeys;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The recipes <c>jwt</c> and <c>mutate-token</c>: tokens that are almost good, at every place that takes one.</summary>
internal static class TokenAttack
{
    // The recipes without their fault.
    private const string GoodRecipe =
        """{"header":{"alg":"${ALG}","typ":"at+jwt","kid":"${KID}"},"payload":"${GOOD_CLAIMS}","sign":"good"}""";

    public static async Task<IReadOnlyList<AttackResult>> ForgeAsync(AttackedService field, AttackCase attack)
    {
        (string oldKeyId, ECDsa oldKey) = field.SigningKey;
        using ECDsa retired = ECDsa.Create(oldKey.ExportParameters(true));
        bool retires = attack.Recipe["sign"]!.ToString() == "retired-key";
        if (retires)
        {
            await field.Host.CommandAsync(new RotateSigningKeysCommand(oldKeyId));
            await field.Host.RefreshKeysAsync();
        }

        Victim victim = await field.RegisterAndLogInAsync();
        CaseVariables words = await field.WordsAsync(victim);
        words["OLD_KID"] = oldKeyId;
        using TokenForger smith = new(field.SigningKey.Key, words, retired);
        string good = smith.Forge(JsonNode.Parse(GoodRecipe)!.AsObject(), victim.Tokens.Access);
        Control.Demand(await GetUserAsync(field, good), 200);

        string token = smith.Forge(attack.Recipe, victim.Tokens.Access);
        List<AttackResult> shots = [];
        foreach (string target in attack.Texts("send_to"))
        {
            shots.Add(await SendAsync(field, target, token, victim));
        }

        return [.. shots.Select(shot => shot with { Broken = field.WasCalled ? "calls an address of the attacker" : null })];
    }

    public static async Task<IReadOnlyList<AttackResult>> MutateAsync(AttackedService field, AttackCase attack)
    {
        Victim victim = await field.RegisterAndLogInAsync();
        Control.Demand(await GetUserAsync(field, victim.Tokens.Access), 200);
        Control.Demand(await VerifyAsync(field, victim.Tokens.Access), 200);

        string token = TokenMutation.Apply(victim.Tokens.Access, attack.Text("op")!);
        List<AttackResult> shots = [];
        foreach (string target in attack.Texts("send_to"))
        {
            // A line break or a NUL would spoil the request, not the token.
            bool fitsAHeader = !token.AsSpan().ContainsAny('\n', '\0');
            shots.Add(fitsAHeader ? await SendAsync(field, target, token, victim) : await VerifyAsync(field, token));
        }

        return shots;
    }

    /// <summary>Sends the token where the target takes one: as the bearer's, or as the refresh token.</summary>
    private static Task<AttackResult> SendAsync(AttackedService field, string target, string token, Victim victim) => target switch
    {
        "GET /api/user/" => GetUserAsync(field, token),
        "POST /api/token/refresh/" => PostAsync(field, "/api/token/refresh/", new { refresh = token }),
        "POST /api/logout/" => PostAsync(
            field, "/api/logout/", new { refresh = victim.Tokens.Refresh }, ("Authorization", $"Bearer {token}")),
        _ => throw new NotSupportedException($"There is no target called {target}."),
    };

    private static Task<AttackResult> GetUserAsync(AttackedService field, string token) =>
        field.RawConnection.SendAsync("GET", "/api/user/", [("Authorization", $"Bearer {token}")]);

    private static Task<AttackResult> VerifyAsync(AttackedService field, string token) => PostAsync(field, "/api/token/verify/", new { token });

    private static Task<AttackResult> PostAsync(AttackedService field, string path, object body, params (string, string)[] headers) =>
        field.RawConnection.SendAsync("POST", path, [("Content-Type", "application/json"), .. headers], JsonSerializer.SerializeToUtf8Bytes(body));
}
