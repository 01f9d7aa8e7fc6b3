using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.WebApi.FunctionalTests.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>leak-log</c>: what must not come out again, in the log or in an answer.</summary>
internal static class LeakAttack
{
    private const string Canary = "canary7f3a91";

    public static Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack) => attack.Id switch
    {
        "leak-log-001" => InjectIntoLogAsync("\r\n\u001b[31m\u202e{\"level\":\"fatal\"}" + Canary),
        "leak-log-002" => InjectIntoLogAsync(Canary),
        "leak-log-004" => CauseEveryErrorAsync(),
        "leak-log-005" => CompareSizesAsync(),
        "leak-log-007" => FailToHashAsync(),
        _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
    };

    private static async Task<IReadOnlyList<AttackResult>> InjectIntoLogAsync(string text)
    {
        using AttackedService field = new();
        string inHeaders = text.Replace("\r\n", "", StringComparison.Ordinal);
        (string, string)[] headers = [("User-Agent", inHeaders), ("X-Request-Id", inHeaders), ("traceparent", inHeaders), ("Origin", inHeaders)];
        CaseVariables words = new() { ["TEXT"] = System.Text.Json.JsonSerializer.Serialize(text)[1..^1] };
        List<AttackResult> shots = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody.Where(endpoint => !endpoint.IsForStaff))
        {
            string json = words.Expand(endpoint.Wrap("""{"email":"${TEXT}","username":"${TEXT}","password":"${TEXT}","refresh":"${TEXT}","token":"${TEXT}","bio":"${TEXT}"}"""));
            shots.Add(await field.RawConnection.SendAsync(
                endpoint.Method,
                endpoint.Path,
                [("Content-Type", "application/json"), ("Authorization", $"Bearer {inHeaders}"), .. headers],
                System.Text.Encoding.UTF8.GetBytes(json)));
        }

        Control.Demand(await field.RawConnection.SendAsync("GET", "/health/live", headers), 200);
        bool leaks = field.Host.Logs.Lines.Any(line => line.Contains(Canary, StringComparison.Ordinal))
            || shots.Any(shot => shot.Answer!.Body.Contains(Canary, StringComparison.Ordinal));
        return [.. shots.Select(shot => shot with { Broken = leaks ? "repeats what was sent" : null })];
    }

    private static async Task<IReadOnlyList<AttackResult>> CauseEveryErrorAsync()
    {
        using AttackedService field = new(("Passwords:MaxConcurrentHashes", "1"), ("Passwords:MaxQueuedHashes", "0"));
        Victim ada = await field.RegisterAndLogInAsync();
        using HeldHashingPermit gate = field.Host.HoldHashingPermit();
        Answer[] answers =
        [
            await field.Api.LogInAsync(ada.Email, "wrong"),
            await field.Api.GetProfileAsync(),
            await field.Api.EndSessionAsync(ada.Tokens.Access, $"{Guid.Empty}"),
            await field.Api.SendAsync(HttpMethod.Get, "/api/login/"),
            await field.Api.SendAsync(HttpMethod.Get, "/api/nowhere/"),
            await field.Api.SendAsync(HttpMethod.Post, "/api/login/", new StringContent("x")),
            await field.Api.SendAsync(HttpMethod.Post, "/api/login/", "{"),
            await field.Api.SendAsync(HttpMethod.Post, "/api/login/", new string(' ', 70_000)),
        ];
        string[] inside = ["Microsoft", "System.", "Exception", "Kestrel", "ASP.NET", "stack"];
        return [.. answers.Select(answer => Story.Of("failure", answer, !inside.Any(word => answer.Body.Contains(word, StringComparison.Ordinal))))];
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareSizesAsync()
    {
        using AttackedService field = new();
        Victim ada = await field.RegisterAndLogInAsync();
        Answer[] answers =
        [
            await field.Api.LogInAsync(ada.Email, "w"),
            await field.Api.LogInAsync(ada.Email, "quite another wrong password, and a longer one"),
            await field.Api.LogInAsync("nobody@example.com", "w"),
        ];
        return [.. answers.Select(answer => Story.Of("login", answer, answers.Select(other => other.Body.Length).Distinct().Count() == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> FailToHashAsync()
    {
        using AttackedService field = new();
        Victim ada = await field.RegisterAndLogInAsync();
        IPasswordHasher hasher = field.Host.Services.GetRequiredService<IPasswordHasher>();
        string said = "";
        try
        {
            await hasher.HashAsync($"{Canary}\ud800", CancellationToken.None);
        }
        catch (ArgumentException exception)
        {
            said = $"{exception} {string.Join(' ', exception.Data.Values.Cast<object>())}";
        }

        return [Story.Of("GET /api/user/", await field.Api.GetProfileAsync(ada.Tokens.Access), !said.Contains(Canary, StringComparison.Ordinal))];
    }
}
