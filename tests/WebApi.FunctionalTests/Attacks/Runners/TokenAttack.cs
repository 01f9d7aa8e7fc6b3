using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.RotateSigningKeys;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The recipes <c>jwt</c> and <c>mutate-token</c>: tokens that are almost valid, at every endpoint that takes one.</summary>
internal static class TokenAttack
{
    // A recipe for a valid token.
    private const string ValidRecipe =
        """{"header":{"alg":"${ALG}","typ":"at+jwt","kid":"${KID}"},"payload":"${GOOD_CLAIMS}","sign":"good"}""";

    public static async Task<IReadOnlyList<AttackResult>> ForgeAsync(AttackedService service, AttackCase attack)
    {
        (string oldKeyId, ECDsa oldKey) = service.SigningKey;
        using ECDsa retired = ECDsa.Create(oldKey.ExportParameters(true));
        bool retires = attack.Recipe["sign"]!.ToString() == "retired-key";
        if (retires)
        {
            await service.Host.CommandAsync(new RotateSigningKeysCommand(oldKeyId));
            await service.Host.RefreshKeysAsync();
        }

        Victim victim = await service.RegisterAndLogInAsync();
        CaseVariables variables = await service.VariablesAsync(victim);
        variables["OLD_KID"] = oldKeyId;
        using TokenForger forger = new(service.SigningKey.Key, variables, retired);
        string valid = forger.Forge(JsonNode.Parse(ValidRecipe)!.AsObject(), victim.Tokens.Access);
        ControlRequest.RequireStatus(await GetUserAsync(service, valid), 200);

        string token = forger.Forge(attack.Recipe, victim.Tokens.Access);
        List<AttackResult> results = [];
        foreach (string target in attack.Texts("send_to"))
        {
            results.Add(await SendAsync(service, target, token, victim));
        }

        return [.. results.Select(result => result with { Violation = service.WasCalled ? "calls an address of the attacker" : null })];
    }

    public static async Task<IReadOnlyList<AttackResult>> MutateAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        ControlRequest.RequireStatus(await GetUserAsync(service, victim.Tokens.Access), 200);
        ControlRequest.RequireStatus(await VerifyAsync(service, victim.Tokens.Access), 200);

        string token = TokenMutation.Apply(victim.Tokens.Access, attack.Text("op")!);
        List<AttackResult> results = [];
        foreach (string target in attack.Texts("send_to"))
        {
            // A line break or a NUL would make the request invalid, not the token.
            bool fitsAHeader = !token.AsSpan().ContainsAny('\n', '\0');
            results.Add(fitsAHeader ? await SendAsync(service, target, token, victim) : await VerifyAsync(service, token));
        }

        return results;
    }

    /// <summary>Sends the token as the target takes it: as the bearer token or as the refresh token.</summary>
    private static Task<AttackResult> SendAsync(AttackedService service, string target, string token, Victim victim) => target switch
    {
        "GET /api/user/" => GetUserAsync(service, token),
        "POST /api/token/refresh/" => PostAsync(service, "/api/token/refresh/", new { refresh = token }),
        "POST /api/logout/" => PostAsync(
            service, "/api/logout/", new { refresh = victim.Tokens.Refresh }, ("Authorization", $"Bearer {token}")),
        _ => throw new NotSupportedException($"There is no target called {target}."),
    };

    private static Task<AttackResult> GetUserAsync(AttackedService service, string token) =>
        service.RawConnection.SendAsync("GET", "/api/user/", [("Authorization", $"Bearer {token}")]);

    private static Task<AttackResult> VerifyAsync(AttackedService service, string token) =>
        PostAsync(service, "/api/token/verify/", new { token });

    private static Task<AttackResult> PostAsync(AttackedService service, string path, object body, params (string, string)[] headers) =>
        service.RawConnection.SendAsync(
            "POST", path, [("Content-Type", "application/json"), .. headers], JsonSerializer.SerializeToUtf8Bytes(body));
}
