using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.WebApi.FunctionalTests.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>leak-log</c>: secrets must not appear in the log or in a response.</summary>
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
        _ => throw new NotSupportedException($"No code runs {attack}."),
    };

    private static async Task<IReadOnlyList<AttackResult>> InjectIntoLogAsync(string text)
    {
        using AttackedService service = new();
        string inHeaders = text.Replace("\r\n", "", StringComparison.Ordinal);
        (string, string)[] headers = [("User-Agent", inHeaders), ("X-Request-Id", inHeaders), ("traceparent", inHeaders), ("Origin", inHeaders)];
        CaseVariables variables = new() { ["TEXT"] = System.Text.Json.JsonSerializer.Serialize(text)[1..^1] };
        List<AttackResult> results = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody.Where(endpoint => !endpoint.IsForStaff))
        {
            string json = variables.Expand(endpoint.Wrap("""{"email":"${TEXT}","username":"${TEXT}","password":"${TEXT}","refresh":"${TEXT}","token":"${TEXT}","bio":"${TEXT}"}"""));
            results.Add(await service.RawConnection.SendAsync(
                endpoint.Method,
                endpoint.Path,
                [("Content-Type", "application/json"), ("Authorization", $"Bearer {inHeaders}"), .. headers],
                System.Text.Encoding.UTF8.GetBytes(json)));
        }

        ControlRequest.RequireStatus(await service.RawConnection.SendAsync("GET", "/health/live", headers), 200);
        bool leaks = service.Host.Logs.Lines.Any(line => line.Contains(Canary, StringComparison.Ordinal))
            || results.Any(result => result.Response!.Body.Contains(Canary, StringComparison.Ordinal));
        return [.. results.Select(result => result with { Violation = leaks ? "repeats what was sent" : null })];
    }

    private static async Task<IReadOnlyList<AttackResult>> CauseEveryErrorAsync()
    {
        using AttackedService service = new(("Passwords:MaxConcurrentHashes", "1"), ("Passwords:MaxQueuedHashes", "0"));
        Victim ada = await service.RegisterAndLogInAsync();
        using HeldHashingPermit permit = service.Host.HoldHashingPermit();
        ApiResponse[] responses =
        [
            await service.Api.LogInAsync(ada.Email, "wrong"),
            await service.Api.GetProfileAsync(),
            await service.Api.EndSessionAsync(ada.Tokens.Access, $"{Guid.Empty}"),
            await service.Api.SendAsync(HttpMethod.Get, "/api/login/"),
            await service.Api.SendAsync(HttpMethod.Get, "/api/nowhere/"),
            await service.Api.SendAsync(HttpMethod.Post, "/api/login/", new StringContent("x")),
            await service.Api.SendAsync(HttpMethod.Post, "/api/login/", "{"),
            await service.Api.SendAsync(HttpMethod.Post, "/api/login/", new string(' ', 70_000)),
        ];
        string[] inside = ["Microsoft", "System.", "Exception", "Kestrel", "ASP.NET", "stack"];
        return [.. responses.Select(response => AttackResults.Of("failure", response, !inside.Any(word => response.Body.Contains(word, StringComparison.Ordinal))))];
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareSizesAsync()
    {
        using AttackedService service = new();
        Victim ada = await service.RegisterAndLogInAsync();
        ApiResponse[] responses =
        [
            await service.Api.LogInAsync(ada.Email, "w"),
            await service.Api.LogInAsync(ada.Email, "quite another wrong password, and a longer one"),
            await service.Api.LogInAsync("nobody@example.com", "w"),
        ];
        return [.. responses.Select(response => AttackResults.Of("login", response, responses.Select(other => other.Body.Length).Distinct().Count() == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> FailToHashAsync()
    {
        using AttackedService service = new();
        Victim ada = await service.RegisterAndLogInAsync();
        IPasswordHasher hasher = service.Host.Services.GetRequiredService<IPasswordHasher>();
        string said = "";
        try
        {
            await hasher.HashAsync($"{Canary}\ud800", CancellationToken.None);
        }
        catch (ArgumentException exception)
        {
            said = $"{exception} {string.Join(' ', exception.Data.Values.Cast<object>())}";
        }

        return [AttackResults.Of("GET /api/user/", await service.Api.GetProfileAsync(ada.Tokens.Access), !said.Contains(Canary, StringComparison.Ordinal))];
    }
}
