namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>http-abuse</c>: headers and methods that the endpoints did not ask for, at each of them.</summary>
internal static class AbuseAttack
{
    private static readonly string[] Readable =
    [
        "/api/user/", "/api/sessions/", "/api/security-events/", "/.well-known/jwks.json", "/.well-known/openid-configuration",
        "/health/live", "/health/ready",
    ];

    private static readonly string[] Writable =
        ["/api/register/", "/api/login/", "/api/logout/", "/api/token/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/"];

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService field, AttackCase attack)
    {
        Victim victim = await field.RegisterAndLogInAsync();
        CaseVariables words = await field.WordsAsync(victim);
        string method = attack.Text("method") ?? "GET";
        string before = await field.Host.SnapshotAsync();
        List<AttackResult> shots = [];
        foreach (string path in attack.Text("method") == "GET" ? Writable : Readable)
        {
            Control.Demand(await field.RawConnection.SendAsync("GET", path, [victim.Bearer]), attack.Text("method") == "GET" ? 405 : 200);
            shots.Add(await field.RawConnection.SendAsync(method, path, [victim.Bearer, .. Headers(attack, words)]));
            shots.Add(await field.RawConnection.SendAsync(method, path, Headers(attack, words)));
        }

        bool isChanged = await field.Host.SnapshotAsync() != before;
        return [.. shots.Select(shot => shot with { Broken = ViolationOf(shot, isChanged) })];
    }

    private static string? ViolationOf(AttackResult shot, bool isChanged) => shot.Answer switch
    {
        _ when isChanged => "changes what is stored",
        { } answer when answer.ToString().Contains("evil.example", StringComparison.Ordinal) => $"repeats the host: {answer}",
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> Headers(AttackCase attack, CaseVariables words) =>
        attack.Headers.SelectMany(header => header.Name == "X-{i}"
            ? Enumerable.Range(0, 150).Select(number => ($"X-{number}", "a"))
            : [(header.Name, words.Expand(header.Value))]);
}
