namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>http-abuse</c>: headers and methods that no endpoint expects, sent to each of them.</summary>
internal static class AbuseAttack
{
    private static readonly string[] Readable =
    [
        "/api/user/", "/api/sessions/", "/api/security-events/", "/.well-known/jwks.json", "/.well-known/openid-configuration",
        "/health/live", "/health/ready",
    ];

    private static readonly string[] Writable =
        ["/api/register/", "/api/login/", "/api/logout/", "/api/token/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/"];

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        CaseVariables variables = await service.VariablesAsync(victim);
        string method = attack.Text("method") ?? "GET";
        string before = await service.Host.SnapshotAsync();
        List<AttackResult> results = [];
        foreach (string path in attack.Text("method") == "GET" ? Writable : Readable)
        {
            ControlRequest.RequireStatus(
                await service.RawConnection.SendAsync("GET", path, [victim.Bearer]),
                attack.Text("method") == "GET" ? 405 : 200);
            results.Add(await service.RawConnection.SendAsync(method, path, [victim.Bearer, .. Headers(attack, variables)]));
            results.Add(await service.RawConnection.SendAsync(method, path, Headers(attack, variables)));
        }

        bool isChanged = await service.Host.SnapshotAsync() != before;
        return [.. results.Select(result => result with { Violation = ViolationOf(result, isChanged) })];
    }

    private static string? ViolationOf(AttackResult result, bool isChanged) => result.Response switch
    {
        _ when isChanged => "changes what is stored",
        { } response when response.ToString().Contains("evil.example", StringComparison.Ordinal) => $"repeats the host: {response}",
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> Headers(AttackCase attack, CaseVariables variables) =>
        attack.Headers.SelectMany(header => header.Name == "X-{i}"
            ? Enumerable.Range(0, 150).Select(number => ($"X-{number}", "a"))
            : [(header.Name, variables.Expand(header.Value))]);
}
