using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The recipes <c>raw</c>: requests that different servers parse differently.</summary>
internal static class RawAttack
{
    private const string Smuggled = "/api/smuggled-road";

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        CaseVariables variables = await service.VariablesAsync(victim);
        if (attack.Category == "auth-header")
        {
            return await SendTwiceAsync(service, attack, variables, victim);
        }

        string login = $"POST /api/login/ HTTP/1.1\r\nHost: {variables["HOST"]}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {variables["LEN:GOOD_LOGIN"]}\r\n\r\n{variables["GOOD_LOGIN"]}";
        ControlRequest.RequireStatus(await service.RawConnection.SendAsync("POST /api/login/", Encoding.UTF8.GetBytes(login)), 200);

        byte[] request = Encoding.UTF8.GetBytes(variables.Expand(attack.Text("bytes")!));
        if (attack.Statuses.Contains(100))
        {
            return [await service.RawConnection.SendAsync(attack.Id, request)];
        }

        string next = $"GET /health/live HTTP/1.1\r\nHost: {variables["HOST"]}\r\nConnection: close\r\n\r\n";
        (AttackResult first, ApiResponse? second) = await service.RawConnection.SendWithNextAsync(attack.Id, request, next);
        bool isOutOfStep = second is not null && second.Status != 200;
        bool ranSmuggled = service.Host.Logs.Lines.Any(line => line.Contains(Smuggled, StringComparison.Ordinal));
        return [first with { Violation = isOutOfStep ? $"reads the next request as another one: {second}" : ranSmuggled ? "ran the smuggled request" : null }];
    }

    // Two Authorization headers, in either order.
    private static async Task<IReadOnlyList<AttackResult>> SendTwiceAsync(
        AttackedService service, AttackCase attack, CaseVariables variables, Victim victim)
    {
        ControlRequest.RequireStatus(await service.RawConnection.SendAsync("GET", "/api/user/", [victim.Bearer]), 200);
        (string, string)[] headers =
            [.. attack.Texts("headers").Select(line => variables.Expand(line).Split(": ", 2)).Select(pair => (pair[0], pair[1]))];
        return
        [
            await service.RawConnection.SendAsync("GET", "/api/user/", headers),
            await service.RawConnection.SendAsync("GET", "/api/user/", headers.Reverse()),
        ];
    }
}
