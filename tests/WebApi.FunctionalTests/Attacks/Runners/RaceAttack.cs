using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.Operations.RotateSigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>
/// The recipes <c>race</c>, each on its own service with two instances, A and B. It runs few rounds; <c>tests/RaceTests</c> repeats
/// the same races with real processes, as often as configured.
/// </summary>
internal static class RaceAttack
{
    private const int Rounds = 5;
    private const int Clients = 32;
    private const int ParallelCallers = 50;

    // The clock does not move. Without a leeway, only presentations at the same time count as simultaneous.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly (string Name, string Value) NoLeeway = ("Tokens:ReuseLeeway", "00:00:00");

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService service = attack.Id is "race-007" or "race-008" ? new AttackedService(NoLeeway) : new AttackedService();
        return attack.Id switch
        {
            "race-001" => await RefreshAsync(service, [service.Api]),
            "race-002" => await WithSecondInstanceAsync(service, other => RefreshAsync(service, [service.Api, other])),
            "race-004" => await ChangePasswordAsync(service),
            "race-007" => await ReplayConsumedTokensAsync(service),
            "race-008" => await WithSecondInstanceAsync(service, other => ReplayOnAnotherInstanceAsync(service, other), NoLeeway),
            "race-009" => await RetryAfterLostResponseAsync(service),
            "race-010" => await RegisterAsync(service),
            "race-012" => await ClaimOneAddressAsync(service),
            "race-013" => await ChangePasswordsAsync(service),
            "race-017" => await LogOutAsync(service),
            "race-019" => await SweepAsync(service),
            "race-020" => await RotateKeysAsync(service),
            "race-022" => await GrantAsync(service),
            _ => throw new NotSupportedException($"No code runs {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> WithSecondInstanceAsync(
        AttackedService service,
        Func<Api, Task<IReadOnlyList<AttackResult>>> run,
        params (string Name, string Value)[] settings)
    {
        using CleanAuthHost secondInstance = service.Host.StartBeside([.. AttackedService.Settings, .. settings]);
        using Api other = new(secondInstance.Connect());
        return await run(other);
    }

    private static async Task<IReadOnlyList<AttackResult>> RefreshAsync(AttackedService service, Api[] apis)
    {
        List<AttackResult> results = [];
        for (int round = 0; round < Rounds; round++)
        {
            Victim ada = await service.RegisterAndLogInAsync();
            ApiResponse[] responses = await SendAtOnceAsync(Clients, rival => apis[rival % apis.Length].RefreshAsync(ada.Tokens.Refresh));
            Assert.That(
                responses.Where(Succeeds).Select(response => ClientTokens.From(response.Json).RefreshId).Distinct().Count(),
                Is.EqualTo(1),
                "All successful responses have the same successor.");
            results.AddRange(responses.Select(response => AttackResults.Of("refresh", response, responses.Count(Succeeds) <= 1)));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> ChangePasswordAsync(AttackedService service)
    {
        List<AttackResult> results = [];
        for (int round = 0; round < Rounds; round++)
        {
            Victim ada = await service.RegisterAndLogInAsync();
            Task<ApiResponse> refresh = service.Api.RefreshAsync(ada.Tokens.Refresh);
            ApiResponse change = await service.Api.UpdateProfileAsync(ada.Tokens.Access, """{"password":"gravel comet harbor sleeve"}""");
            ApiResponse refreshed = await refresh;
            string[] earlier = Succeeds(refreshed) ? [ada.Tokens.Access, (string)refreshed.Json["access"]!] : [ada.Tokens.Access];
            bool outlives = false;
            foreach (string access in earlier)
            {
                outlives |= Succeeds(await service.Api.GetProfileAsync(access));
            }

            results.AddRange([AttackResults.Of("change", change, !outlives || !Succeeds(change)), AttackResults.Of("refresh", refreshed)]);
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> ReplayConsumedTokensAsync(AttackedService service)
    {
        ClientTokens session = (await service.RegisterAndLogInAsync()).Tokens;
        List<string> parents = [];
        for (int link = 0; link < 100; link++)
        {
            parents.Add(session.Refresh);
            session = await service.Api.RefreshSessionAsync(session);
        }

        service.Host.Clock.Advance(Instant);
        List<AttackResult> results = [];
        foreach (string parent in parents)
        {
            ApiResponse response = await service.Api.RefreshAsync(parent);
            results.Add(AttackResults.Of("replay", response, response.Status == 401));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> ReplayOnAnotherInstanceAsync(AttackedService service, Api restarted)
    {
        List<AttackResult> results = [];
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = (await service.RegisterAndLogInAsync()).Tokens;
            await service.Api.RefreshSessionAsync(session);
            service.Host.Clock.Advance(Instant);
            ApiResponse response = await restarted.RefreshAsync(session.Refresh);
            results.Add(AttackResults.Of("replay", response, response.Status == 401));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> RetryAfterLostResponseAsync(AttackedService service)
    {
        ClientTokens session = (await service.RegisterAndLogInAsync()).Tokens;
        await service.Api.RefreshAsync(session.Refresh);
        ApiResponse response = await service.Api.RefreshAsync(session.Refresh);
        int branches = await service.Host.QueryAsync(context => context.RefreshTokens.CountAsync(token => token.ConsumedAt == null));
        return [AttackResults.Of("retry", response, branches == 1)];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterAsync(AttackedService service)
    {
        ApiResponse[] responses = await SendAtOnceAsync(
            ParallelCallers,
            rival => service.Api.RegisterAsync("same@example.com", $"rival{rival}", AttackedService.Password));
        int rows = await service.Host.QueryAsync(context => context.Users.CountAsync());
        return [.. responses.Select(response => AttackResults.Of("register", response, responses.Count(Succeeds) == 1 && rows == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ClaimOneAddressAsync(AttackedService service)
    {
        List<Victim> rivals = [];
        for (int rival = 0; rival < ParallelCallers; rival++)
        {
            rivals.Add(await service.RegisterAndLogInAsync());
        }

        ApiResponse[] responses = await SendAtOnceAsync(
            ParallelCallers,
            rival => service.Api.UpdateProfileAsync(rivals[rival].Tokens.Access, """{"email":"same@example.com"}"""));
        return [.. responses.Select(response => AttackResults.Of("change", response, responses.Count(Succeeds) == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ChangePasswordsAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        ApiResponse[] responses = await SendAtOnceAsync(
            ParallelCallers, rival => service.Api.UpdateProfileAsync(ada.Tokens.Access, $$"""{"password":"tide pool {{rival}} lantern"}"""));
        ApiResponse[] logins = await SendAtOnceAsync(
            ParallelCallers,
            rival => service.Api.LogInAsync(ada.Email, $"tide pool {rival} lantern"));
        bool holds = logins.Count(Succeeds) == 1 && responses[Array.FindIndex(logins, Succeeds)].Status == 200;
        return [.. responses.Select(response => AttackResults.Of("change", response, holds))];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        ApiResponse[] responses = await SendAtOnceAsync(Clients, _ => service.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh));
        return [.. responses.Select(response => AttackResults.Of("logout", response, responses.Any(Succeeds)))];
    }

    private static async Task<IReadOnlyList<AttackResult>> SweepAsync(AttackedService service)
    {
        List<AttackResult> results = [];
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = (await service.RegisterAndLogInAsync()).Tokens;
            service.Host.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(round % 2));
            Task<ApiResponse> refresh = service.Api.RefreshAsync(session.Refresh);
            await service.Host.CommandAsync(new FlushExpiredTokensCommand());
            ApiResponse response = await refresh;
            results.Add(AttackResults.Of("refresh", response, response.Status is 200 or 401));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> RotateKeysAsync(AttackedService service)
    {
        List<ClientTokens> sessions = [];
        for (int client = 0; client < Clients; client++)
        {
            sessions.Add((await service.RegisterAndLogInAsync()).Tokens);
        }

        Task<ApiResponse[]> refreshes = SendAtOnceAsync(Clients, async client =>
        {
            ClientTokens session = sessions[client];
            ApiResponse response = await service.Api.RefreshAsync(session.Refresh);
            for (int time = 0; time < Rounds && Succeeds(response); time++)
            {
                response = await service.Api.RefreshAsync((string)response.Json["refresh"]!);
            }

            return response;
        });
        await service.Host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await service.Host.RefreshKeysAsync();
        return [.. (await refreshes).Select(response => AttackResults.Of("refresh", response, Succeeds(response)))];
    }

    // The grant ends the session of a login that came first. A login that came later shows the rights. No token contains
    // them.
    private static async Task<IReadOnlyList<AttackResult>> GrantAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        Task<ApiResponse> login = service.Api.LogInAsync(ada.Email, AttackedService.Password);
        await service.Host.CommandAsync(new GrantStaffCommand(ada.Email, AllowUnprovenOwner: true));
        ApiResponse raced = await login;
        ApiResponse first = raced.Status == 200
            ? await service.Api.GetProfileAsync(ClientTokens.From(raced.Json["user"]!["tokens"]).Access)
            : raced;
        ClientTokens session = ClientTokens.From(
            (await service.Api.LogInAsync(ada.Email, AttackedService.Password)).Json["user"]!["tokens"]);
        ApiResponse profile = await service.Api.GetProfileAsync(session.Access);
        bool holds = (first.Status != 200 || IsStaff(first)) && IsStaff(profile)
            && !ClientTokens.ClaimsOf(session.Access).AsObject().ContainsKey("is_staff");
        return [AttackResults.Of("profile", profile, holds)];
    }

    private static bool IsStaff(ApiResponse profile) => (bool)profile.Json["user"]!["is_staff"]!;

    private static bool Succeeds(ApiResponse response) => response.Status is 200 or 201 or 204;

    private static Task<ApiResponse[]> SendAtOnceAsync(int size, Func<int, Task<ApiResponse>> send) =>
        Task.WhenAll(Enumerable.Range(0, size).Select(send));
}
