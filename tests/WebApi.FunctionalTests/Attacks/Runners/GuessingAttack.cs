namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases about guessing many times, with throttling as it is by default. Time stands still, so nobody waits it out.</summary>
internal static class GuessingAttack
{
    // By default a strange network has ten tries at an account, and a network sixty requests with a password a minute. That
    // minute is a real one, and a slow machine takes some of the next for these requests.
    private const int MaxEvaluated = 10;
    private const int MaxOfNetwork = 2 * 60;

    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService field = new(Throttled);
        (string email, string username) = field.NewNames();
        await field.Api.RegisterAsync(email, username, AttackedService.Password);
        int guesses = 0;
        Task<Answer> SendWrongPasswordAsync() => field.Api.LogInAsync(email, $"wrong {guesses++}");
        return attack.Id switch
        {
            "login-abuse-001" => Held(await InTurnAsync(200, () => field.Api.LogInAsync($"nobody{guesses++}@example.com", "wrong")), MaxOfNetwork),
            "login-abuse-003" => Held(await InTurnAsync(20, SendWrongPasswordAsync), MaxEvaluated),
            "login-abuse-005" => Held(await InTurnAsync(20, () => guesses % 2 == 0 ? SendWrongPasswordAsync() : field.Api.ObtainTokensAsync(email, $"wrong {guesses++}")), MaxEvaluated),
            "login-abuse-007" => await WithSecondInstanceAsync(field, email, SendWrongPasswordAsync),
            "login-abuse-008" => Held(await InTurnAsync(20, () => SpoofAsync(field, email, guesses++)), MaxEvaluated),
            "login-abuse-011" => await RightWhileHeldAsync(field, email, SendWrongPasswordAsync),
            "race-014" => Held(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendWrongPasswordAsync())), MaxEvaluated),
            _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> WithSecondInstanceAsync(AttackedService field, string email, Func<Task<Answer>> guessAsync)
    {
        List<Answer> answers = [.. await InTurnAsync(5, guessAsync)];
        using CleanAuthHost beside = field.Host.StartBeside([.. AttackedService.Settings, Throttled]);
        using Api other = new(beside.Connect());
        answers.AddRange(await InTurnAsync(5, () => other.LogInAsync(email, "wrong")));
        answers.AddRange(await InTurnAsync(5, guessAsync));
        return Held([.. answers], MaxEvaluated);
    }

    private static async Task<IReadOnlyList<AttackResult>> RightWhileHeldAsync(AttackedService field, string email, Func<Task<Answer>> guessAsync)
    {
        await InTurnAsync(20, guessAsync);
        Answer wrong = await guessAsync();
        Answer right = await field.Api.LogInAsync(email, AttackedService.Password);
        return [Story.Of("right", right, right.ToString() == wrong.ToString())];
    }

    private static Task<Answer> SpoofAsync(AttackedService field, string email, int number)
    {
        StringContent body = new($$$"""{"user":{"email":"{{{email}}}","password":"wrong {{{number}}}"}}""", null, "application/json");
        string address = $"203.0.113.{number}";
        return field.Api.SendAsync(
            HttpMethod.Post,
            "/api/login/",
            body,
            headers:
            [
                ("X-Forwarded-For", address), ("Forwarded", $"for={address}"), ("X-Real-IP", address), ("X-Client-IP", address),
                ("CF-Connecting-IP", address),
            ]);
    }

    private static async Task<Answer[]> InTurnAsync(int times, Func<Task<Answer>> send)
    {
        List<Answer> answers = [];
        for (int time = 0; time < times; time++)
        {
            answers.Add(await send());
        }

        return [.. answers];
    }

    private static AttackResult[] Held(Answer[] answers, int limit)
    {
        bool holds = answers.Count(answer => answer.Status is 400 or 401) <= limit
            && answers.Any(answer => answer.Status == 429)
            && answers.Where(answer => answer.Status == 429).All(answer => answer.Header("Retry-After") is not null);
        return [.. answers.Select(answer => Story.Of("login", answer, holds))];
    }
}
