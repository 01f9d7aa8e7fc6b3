using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.Operations.RotateSigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>
/// The recipes <c>race</c>, each on a service of its own, A, with another instance B beside it. Rounds are few here;
/// <c>tests/RaceTests</c> runs the same over processes as often as one likes.
/// </summary>
internal static class RaceAttack
{
    private const int Rounds = 5;
    private const int Clients = 32;
    private const int ParallelCallers = 50;

    // The clock of the test stands still, and without leeway only the very same instant counts as at once.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly (string Name, string Value) NoLeeway = ("Tokens:ReuseLeeway", "00:00:00");

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService field = attack.Id is "race-007" or "race-008" ? new AttackedService(NoLeeway) : new AttackedService();
        return attack.Id switch
        {
            "race-001" => await RefreshAsync(field, [field.Api]),
            "race-002" => await WithSecondInstanceAsync(field, other => RefreshAsync(field, [field.Api, other])),
            "race-004" => await ChangePasswordAsync(field),
            "race-007" => await ReplayConsumedTokensAsync(field),
            "race-008" => await WithSecondInstanceAsync(field, other => ReplayOnAnotherInstanceAsync(field, other), NoLeeway),
            "race-009" => await RetryAfterLostResponseAsync(field),
            "race-010" => await RegisterAsync(field),
            "race-012" => await ClaimOneAddressAsync(field),
            "race-013" => await ChangePasswordsAsync(field),
            "race-017" => await LogOutAsync(field),
            "race-019" => await SweepAsync(field),
            "race-020" => await RotateKeysAsync(field),
            "race-022" => await GrantAsync(field),
            _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> WithSecondInstanceAsync(
        AttackedService field,
        Func<Api, Task<IReadOnlyList<AttackResult>>> run,
        params (string Name, string Value)[] settings)
    {
        using CleanAuthHost beside = field.Host.StartBeside([.. AttackedService.Settings, .. settings]);
        using Api other = new(beside.Connect());
        return await run(other);
    }

    private static async Task<IReadOnlyList<AttackResult>> RefreshAsync(AttackedService field, Api[] apis)
    {
        List<AttackResult> shots = [];
        for (int round = 0; round < Rounds; round++)
        {
            Victim ada = await field.RegisterAndLogInAsync();
            Answer[] answers = await SendAtOnceAsync(Clients, rival => apis[rival % apis.Length].RefreshAsync(ada.Tokens.Refresh));
            Assert.That(
                answers.Where(IsGood).Select(answer => ClientTokens.From(answer.Json).RefreshId).Distinct().Count(),
                Is.EqualTo(1),
                "However many are answered, there is one successor.");
            shots.AddRange(answers.Select(answer => Story.Of("refresh", answer, answers.Count(IsGood) <= 1)));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> ChangePasswordAsync(AttackedService field)
    {
        List<AttackResult> shots = [];
        for (int round = 0; round < Rounds; round++)
        {
            Victim ada = await field.RegisterAndLogInAsync();
            Task<Answer> refresh = field.Api.RefreshAsync(ada.Tokens.Refresh);
            Answer change = await field.Api.UpdateProfileAsync(ada.Tokens.Access, """{"password":"gravel comet harbor sleeve"}""");
            Answer refreshed = await refresh;
            string[] earlier = IsGood(refreshed) ? [ada.Tokens.Access, (string)refreshed.Json["access"]!] : [ada.Tokens.Access];
            bool outlives = false;
            foreach (string access in earlier)
            {
                outlives |= IsGood(await field.Api.GetProfileAsync(access));
            }

            shots.AddRange([Story.Of("change", change, !outlives || !IsGood(change)), Story.Of("refresh", refreshed)]);
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> ReplayConsumedTokensAsync(AttackedService field)
    {
        ClientTokens session = (await field.RegisterAndLogInAsync()).Tokens;
        List<string> parents = [];
        for (int link = 0; link < 100; link++)
        {
            parents.Add(session.Refresh);
            session = await field.Api.RefreshSessionAsync(session);
        }

        field.Host.Clock.Advance(Instant);
        List<AttackResult> shots = [];
        foreach (string parent in parents)
        {
            Answer answer = await field.Api.RefreshAsync(parent);
            shots.Add(Story.Of("replay", answer, answer.Status == 401));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> ReplayOnAnotherInstanceAsync(AttackedService field, Api restarted)
    {
        List<AttackResult> shots = [];
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = (await field.RegisterAndLogInAsync()).Tokens;
            await field.Api.RefreshSessionAsync(session);
            field.Host.Clock.Advance(Instant);
            Answer answer = await restarted.RefreshAsync(session.Refresh);
            shots.Add(Story.Of("replay", answer, answer.Status == 401));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> RetryAfterLostResponseAsync(AttackedService field)
    {
        ClientTokens session = (await field.RegisterAndLogInAsync()).Tokens;
        await field.Api.RefreshAsync(session.Refresh);
        Answer answer = await field.Api.RefreshAsync(session.Refresh);
        int branches = await field.Host.QueryAsync(context => context.RefreshTokens.CountAsync(token => token.ConsumedAt == null));
        return [Story.Of("retry", answer, branches == 1)];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterAsync(AttackedService field)
    {
        Answer[] answers = await SendAtOnceAsync(ParallelCallers, rival => field.Api.RegisterAsync("same@example.com", $"rival{rival}", AttackedService.Password));
        int rows = await field.Host.QueryAsync(context => context.Users.CountAsync());
        return [.. answers.Select(answer => Story.Of("register", answer, answers.Count(IsGood) == 1 && rows == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ClaimOneAddressAsync(AttackedService field)
    {
        List<Victim> rivals = [];
        for (int rival = 0; rival < ParallelCallers; rival++)
        {
            rivals.Add(await field.RegisterAndLogInAsync());
        }

        Answer[] answers = await SendAtOnceAsync(ParallelCallers, rival => field.Api.UpdateProfileAsync(rivals[rival].Tokens.Access, """{"email":"same@example.com"}"""));
        return [.. answers.Select(answer => Story.Of("change", answer, answers.Count(IsGood) == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ChangePasswordsAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        Answer[] answers = await SendAtOnceAsync(
            ParallelCallers, rival => field.Api.UpdateProfileAsync(ada.Tokens.Access, $$"""{"password":"tide pool {{rival}} lantern"}"""));
        Answer[] logins = await SendAtOnceAsync(ParallelCallers, rival => field.Api.LogInAsync(ada.Email, $"tide pool {rival} lantern"));
        bool holds = logins.Count(IsGood) == 1 && answers[Array.FindIndex(logins, IsGood)].Status == 200;
        return [.. answers.Select(answer => Story.Of("change", answer, holds))];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        Answer[] answers = await SendAtOnceAsync(Clients, _ => field.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh));
        return [.. answers.Select(answer => Story.Of("logout", answer, answers.Any(IsGood)))];
    }

    private static async Task<IReadOnlyList<AttackResult>> SweepAsync(AttackedService field)
    {
        List<AttackResult> shots = [];
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = (await field.RegisterAndLogInAsync()).Tokens;
            field.Host.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(round % 2));
            Task<Answer> refresh = field.Api.RefreshAsync(session.Refresh);
            await field.Host.CommandAsync(new FlushExpiredTokensCommand());
            Answer answer = await refresh;
            shots.Add(Story.Of("refresh", answer, answer.Status is 200 or 401));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> RotateKeysAsync(AttackedService field)
    {
        List<ClientTokens> sessions = [];
        for (int client = 0; client < Clients; client++)
        {
            sessions.Add((await field.RegisterAndLogInAsync()).Tokens);
        }

        Task<Answer[]> refreshes = SendAtOnceAsync(Clients, async client =>
        {
            ClientTokens session = sessions[client];
            Answer answer = await field.Api.RefreshAsync(session.Refresh);
            for (int time = 0; time < Rounds && IsGood(answer); time++)
            {
                answer = await field.Api.RefreshAsync((string)answer.Json["refresh"]!);
            }

            return answer;
        });
        await field.Host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await field.Host.RefreshKeysAsync();
        return [.. (await refreshes).Select(answer => Story.Of("refresh", answer, IsGood(answer)))];
    }

    // A login that was first lost its session to the grant; one that came later shows the rights. They are in no token.
    private static async Task<IReadOnlyList<AttackResult>> GrantAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        Task<Answer> login = field.Api.LogInAsync(ada.Email, AttackedService.Password);
        await field.Host.CommandAsync(new GrantStaffCommand(ada.Email, AllowUnprovenOwner: true));
        Answer raced = await login;
        Answer first = raced.Status == 200
            ? await field.Api.GetProfileAsync(ClientTokens.From(raced.Json["user"]!["tokens"]).Access)
            : raced;
        ClientTokens session = ClientTokens.From((await field.Api.LogInAsync(ada.Email, AttackedService.Password)).Json["user"]!["tokens"]);
        Answer profile = await field.Api.GetProfileAsync(session.Access);
        bool holds = (first.Status != 200 || IsStaff(first)) && IsStaff(profile)
            && !ClientTokens.ClaimsOf(session.Access).AsObject().ContainsKey("is_staff");
        return [Story.Of("profile", profile, holds)];
    }

    private static bool IsStaff(Answer profile) => (bool)profile.Json["user"]!["is_staff"]!;

    private static bool IsGood(Answer answer) => answer.Status is 200 or 201 or 204;

    private static Task<Answer[]> SendAtOnceAsync(int size, Func<int, Task<Answer>> send) => Task.WhenAll(Enumerable.Range(0, size).Select(send));
}
