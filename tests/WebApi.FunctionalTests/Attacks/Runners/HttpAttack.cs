using System.Text;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The recipes <c>http</c> with one path: odd headers, paths and tokens.</summary>
internal static class HttpAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService field, AttackCase attack)
    {
        Victim victim = await field.RegisterAndLogInAsync();
        CaseVariables words = await field.WordsAsync(victim);
        await ControlAsync(field, attack, victim);

        (string, string)[] headers = [.. attack.Headers.Select(header => (header.Name, words.Expand(header.Value)))];
        byte[]? body = words.Expand(attack.Recipe["json"]) is { } json ? Encoding.UTF8.GetBytes(json.ToJsonString()) : null;
        if (body is not null)
        {
            headers = [.. headers, ("Content-Type", "application/json")];
        }

        string path = words.Expand(attack.Text("path")!);
        AttackResult shot = await field.RawConnection.SendAsync(attack.Text("method")!, path, headers, body);
        if (attack.Category != "http-path")
        {
            return [shot];
        }

        // Another spelling of a protected path is either unknown or protected.
        AttackResult signedIn = await field.RawConnection.SendAsync("GET", path, [victim.Bearer], target: $"GET {path} signed in");
        return [shot with { Broken = shot.Answer?.Status == 200 ? "lets in anybody" : null }, signedIn];
    }

    // The same request with the right token.
    private static async Task ControlAsync(AttackedService field, AttackCase attack, Victim victim)
    {
        AttackResult control = attack.Text("path") == "/api/token/refresh/"
            ? await field.RawConnection.SendAsync("POST", "/api/token/refresh/", [("Content-Type", "application/json")], Refresh(victim))
            : await field.RawConnection.SendAsync("GET", "/api/user/", [victim.Bearer]);
        Control.Demand(control, 200);
    }

    private static byte[] Refresh(Victim victim) => JsonSerializer.SerializeToUtf8Bytes(new { refresh = victim.Tokens.Refresh });
}

/// <summary>Without it, a service that refuses everything would withstand every attack.</summary>
internal static class Control
{
    public static void Demand(AttackResult shot, params int[] statuses)
    {
        if (!statuses.Contains(shot.Answer?.Status ?? 0))
        {
            throw new InvalidOperationException($"The case is void, for its positive control failed: {shot}");
        }
    }
}
