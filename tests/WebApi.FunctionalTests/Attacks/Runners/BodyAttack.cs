using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>json-body</c>: one invalid body at every endpoint that reads one.</summary>
internal static class BodyAttack
{
    private const int EndlessChunk = 64 * 1024;

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        List<AttackResult> results = [];
        foreach (string target in attack.Texts("targets"))
        {
            // Some valid values work only once, such as an address or a refresh token.
            ControlRequest.RequireStatus(await SendAsync(service, target, await ValidAsync(service, target)), 200, 201, 204);
            results.Add(await SendAsync(service, target, await ValidAsync(service, target), attack));
        }

        // No change was stored.
        ControlRequest.RequireStatus(await service.RawConnection.SendAsync("GET", "/api/user/", [victim.Bearer]), 200);
        return results;
    }

    private static async Task<(CaseVariables Variables, Victim Victim)> ValidAsync(AttackedService service, string target)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        (string email, string username) = service.NewNames();
        (string valid, string part) = target switch
        {
            "POST /api/register/" => ($$"""{"email":"{{email}}","username":"{{username}}","password":"{{AttackedService.Password}}"}""", email),
            "PATCH /api/user/" => ($$"""{"email":"{{email}}"}""", email),
            "POST /api/login/" or "POST /api/token/" =>
                ($$"""{"email":"{{victim.Email}}","password":"{{AttackedService.Password}}"}""", victim.Email),
            _ => ($$"""{"refresh":"{{victim.Tokens.Refresh}}"}""", victim.Tokens.Refresh),
        };
        bool isWrapped = target is "POST /api/register/" or "PATCH /api/user/" or "POST /api/login/";
        return (new CaseVariables
        {
            ["GOOD"] = valid,
            ["OTHER"] = valid,
            ["FIELD"] = part,
            ["PW"] = AttackedService.Password,
            ["GOOD_BODY"] = isWrapped ? $$"""{"user":{{valid}}}""" : valid,
        }, victim);
    }

    private static async Task<AttackResult> SendAsync(
        AttackedService service,
        string target,
        (CaseVariables Variables, Victim Victim) valid,
        AttackCase? attack = null)
    {
        string[] line = target.Split(' ');
        string type = attack?.Headers.Single().Value ?? "application/json";
        (string, string)[] headers =
        [
            ("Content-Type", valid.Variables.Expand(type)),
            .. line[1] is "/api/user/" or "/api/logout/" ? new[] { valid.Victim.Bearer } : [],
        ];
        if (attack?.Recipe["body"] is JsonObject rule && (string?)rule["gen"] == "chunked-endless")
        {
            return await service.RawConnection.SendAsync(target, Endless(service, line, headers));
        }

        byte[] body = attack is null
            ? Encoding.UTF8.GetBytes(valid.Variables["GOOD_BODY"])
            : BodyRecipe.Make(attack.Recipe["body"]!, valid.Variables);
        return await service.RawConnection.SendAsync(line[0], line[1], headers, body, target);
    }

    // Endless for the service, which responds long before the end.
    private static byte[] Endless(AttackedService service, string[] line, (string Name, string Value)[] headers)
    {
        StringBuilder request = new(
            $"{line[0]} {line[1]} HTTP/1.1\r\nHost: {service.RawConnection.Host}\r\nTransfer-Encoding: chunked\r\n");
        foreach ((string name, string value) in headers)
        {
            request.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        request.Append("\r\n");
        for (int chunk = 0; chunk < 100; chunk++)
        {
            request.Append(CultureInfo.InvariantCulture, $"{EndlessChunk:x}\r\n").Append('a', EndlessChunk).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(request.ToString());
    }
}
