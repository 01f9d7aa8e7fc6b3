using System.Text;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The recipes <c>http</c> with one path: unusual headers, paths and tokens.</summary>
internal static class HttpAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        CaseVariables variables = await service.VariablesAsync(victim);
        await ControlAsync(service, attack, victim);

        (string, string)[] headers = [.. attack.Headers.Select(header => (header.Name, variables.Expand(header.Value)))];
        byte[]? body = variables.Expand(attack.Recipe["json"]) is { } json ? Encoding.UTF8.GetBytes(json.ToJsonString()) : null;
        if (body is not null)
        {
            headers = [.. headers, ("Content-Type", "application/json")];
        }

        string path = variables.Expand(attack.Text("path")!);
        AttackResult result = await service.RawConnection.SendAsync(attack.Text("method")!, path, headers, body);
        if (attack.Category != "http-path")
        {
            return [result];
        }

        // Another spelling of a protected path is either unknown or protected.
        AttackResult loggedIn = await service.RawConnection.SendAsync("GET", path, [victim.Bearer], target: $"GET {path} logged in");
        return [result with { Violation = result.Response?.Status == 200 ? "needs no token" : null }, loggedIn];
    }

    // The control request: the same request with the correct token.
    private static async Task ControlAsync(AttackedService service, AttackCase attack, Victim victim)
    {
        AttackResult control = attack.Text("path") == "/api/token/refresh/"
            ? await service.RawConnection.SendAsync("POST", "/api/token/refresh/", [("Content-Type", "application/json")], Refresh(victim))
            : await service.RawConnection.SendAsync("GET", "/api/user/", [victim.Bearer]);
        ControlRequest.RequireStatus(control, 200);
    }

    private static byte[] Refresh(Victim victim) => JsonSerializer.SerializeToUtf8Bytes(new { refresh = victim.Tokens.Refresh });
}

/// <summary>The control request must succeed; otherwise a service that refuses everything would pass.</summary>
internal static class ControlRequest
{
    public static void RequireStatus(AttackResult result, params int[] statuses)
    {
        if (!statuses.Contains(result.Response?.Status ?? 0))
        {
            throw new InvalidOperationException($"The case proves nothing, because its control request failed: {result}");
        }
    }
}
