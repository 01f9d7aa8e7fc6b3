namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases about guessing many times, with the default limits. The clock does not move, so no limit expires.</summary>
internal static class GuessingAttack
{
    // By default an account has ten attempts from a strange network, and a network has sixty requests with a password a
    // minute. That minute is measured in real time, so a slow machine gets some requests of the next one.
    private const int MaxEvaluated = 10;
    private const int MaxOfNetwork = 2 * 60;

    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService service = new(Throttled);
        (string email, string username) = service.NewNames();
        await service.Api.RegisterAsync(email, username, AttackedService.Password);
        int guesses = 0;
        Task<ApiResponse> SendWrongPasswordAsync() => service.Api.LogInAsync(email, $"wrong {guesses++}");
        return attack.Id switch
        {
            "login-abuse-001" => Held(await InTurnAsync(200, () => service.Api.LogInAsync($"nobody{guesses++}@example.com", "wrong")), MaxOfNetwork),
            "login-abuse-003" => Held(await InTurnAsync(20, SendWrongPasswordAsync), MaxEvaluated),
            "login-abuse-005" => Held(await InTurnAsync(20, () => guesses % 2 == 0 ? SendWrongPasswordAsync() : service.Api.ObtainTokensAsync(email, $"wrong {guesses++}")), MaxEvaluated),
            "login-abuse-007" => await WithSecondInstanceAsync(service, email, SendWrongPasswordAsync),
            "login-abuse-008" => Held(await InTurnAsync(20, () => SpoofAsync(service, email, guesses++)), MaxEvaluated),
            "login-abuse-011" => await RightWhileHeldAsync(service, email, SendWrongPasswordAsync),
            "race-014" => Held(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendWrongPasswordAsync())), MaxEvaluated),
            _ => throw new NotSupportedException($"No code runs {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> WithSecondInstanceAsync(
        AttackedService service, string email, Func<Task<ApiResponse>> guessAsync)
    {
        List<ApiResponse> responses = [.. await InTurnAsync(5, guessAsync)];
        using CleanAuthHost secondInstance = service.Host.StartBeside([.. AttackedService.Settings, Throttled]);
        using Api other = new(secondInstance.Connect());
        responses.AddRange(await InTurnAsync(5, () => other.LogInAsync(email, "wrong")));
        responses.AddRange(await InTurnAsync(5, guessAsync));
        return Held([.. responses], MaxEvaluated);
    }

    private static async Task<IReadOnlyList<AttackResult>> RightWhileHeldAsync(
        AttackedService service, string email, Func<Task<ApiResponse>> guessAsync)
    {
        await InTurnAsync(20, guessAsync);
        ApiResponse wrong = await guessAsync();
        ApiResponse right = await service.Api.LogInAsync(email, AttackedService.Password);
        return [AttackResults.Of("right", right, right.ToString() == wrong.ToString())];
    }

    private static Task<ApiResponse> SpoofAsync(AttackedService service, string email, int number)
    {
        StringContent body = new($$$"""{"user":{"email":"{{{email}}}","password":"wrong {{{number}}}"}}""", null, "application/json");
        string address = $"203.0.113.{number}";
        return service.Api.SendAsync(
            HttpMethod.Post,
            "/api/login/",
            body,
            headers:
            [
                ("X-Forwarded-For", address), ("Forwarded", $"for={address}"), ("X-Real-IP", address), ("X-Client-IP", address),
                ("CF-Connecting-IP", address),
            ]);
    }

    private static async Task<ApiResponse[]> InTurnAsync(int times, Func<Task<ApiResponse>> send)
    {
        List<ApiResponse> responses = [];
        for (int time = 0; time < times; time++)
        {
            responses.Add(await send());
        }

        return [.. responses];
    }

    private static AttackResult[] Held(ApiResponse[] responses, int limit)
    {
        bool holds = responses.Count(response => response.Status is 400 or 401) <= limit
            && responses.Any(response => response.Status == 429)
            && responses.Where(response => response.Status == 429).All(response => response.Header("Retry-After") is not null);
        return [.. responses.Select(response => AttackResults.Of("login", response, holds))];
    }
}
