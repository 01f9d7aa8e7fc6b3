using System.Text.Json;
using CleanAuth.Application.Operations.DeactivateUser;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>login-abuse</c> about a single password: unusual, long, common, or nearly correct.</summary>
internal static class LoginAttack
{
    private static readonly string Emoji = string.Concat(Enumerable.Repeat("😀", 18));

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        ControlRequest.RequireStatus(AttackResults.Of("login", await service.Api.LogInAsync(ada.Email, AttackedService.Password)), 200);
        return attack.Id switch
        {
            "login-abuse-012" => await CompareLoginsAsync(service, ada),
            "login-abuse-015" => await CompareRegistrationsAsync(service, ada),
            "login-abuse-018" => await LogInWithNearMissAsync(service, new string('a', 72) + "X", new string('a', 72) + "Y"),
            "login-abuse-019" => await LogInWithNearMissAsync(service, Emoji + "x", Emoji + "y"),
            "login-abuse-023" => await LogInWithNearMissAsync(service, AttackedService.Password, AttackedService.Password.ToUpperInvariant()),
            "login-abuse-025" => await RegisterAndLogInAsync(service, ada, "\"long enough \\ud800\""),
            "login-abuse-026" => await RegisterAndLogInAsync(service, ada, $"\"{new string('a', 1_000_000)}\""),
            "login-abuse-027" => await RegisterAndLogInAsync(service, ada, $"\"{string.Concat(Enumerable.Repeat("😀", 129))}\""),
            "login-abuse-029" => await RegisterWithWeakPasswordAsync(),
            "login-abuse-030" => await LogInAsTextAsync(service),
            "login-abuse-033" => await WithoutPasswordAsync(service, ada),
            _ => throw new NotSupportedException($"No code runs {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareLoginsAsync(AttackedService service, Victim ada)
    {
        Victim inactive = await service.RegisterAndLogInAsync();
        await service.Host.CommandAsync(new DeactivateUserCommand(inactive.Email));
        ApiResponse[] responses =
        [
            await service.Api.LogInAsync("unknown@example.com", AttackedService.Password),
            await service.Api.LogInAsync(ada.Email, "wrong"),
            await service.Api.LogInAsync(inactive.Email, AttackedService.Password),
            await service.Api.LogInAsync(inactive.Email, "wrong"),
        ];
        return [.. responses.Select(response => AttackResults.Of("login", response, responses.Select(other => other.ToString()).Distinct().Count() == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareRegistrationsAsync(AttackedService service, Victim ada)
    {
        (string email, string username) = service.NewNames();
        return
        [
            AttackResults.Of("taken email", await service.Api.RegisterAsync(ada.Email, username, AttackedService.Password)),
            AttackResults.Of("taken username", await service.Api.RegisterAsync(email, ada.Username, AttackedService.Password)),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogInWithNearMissAsync(AttackedService service, string right, string wrong)
    {
        (string email, string username) = service.NewNames();
        await service.Api.RegisterAndLogInAsync(email, username, right);
        return
        [
            AttackResults.Of("login", await service.Api.LogInAsync(email, wrong)),
            AttackResults.Of("token", await service.Api.ObtainTokensAsync(email, wrong)),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterAndLogInAsync(AttackedService service, Victim ada, string password)
    {
        (string email, string username) = service.NewNames();
        return
        [
            await PostAsync(
                service,
                "/api/register/",
                $$$"""{"user":{"email":"{{{email}}}","username":"{{{username}}}","password":{{{password}}} }}"""),
            await PostAsync(service, "/api/login/", $$$"""{"user":{"email":"{{{ada.Email}}}","password":{{{password}}} }}"""),
            await PostAsync(service, "/api/token/", $$$"""{"email":"{{{ada.Email}}}","password":{{{password}}} }"""),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterWithWeakPasswordAsync()
    {
        using AttackedService service = new(("Passwords:RejectCommon", "true"));
        List<AttackResult> results = [];
        foreach (string password in new[] { "password", "12345678", "qwertyuiop", "eve.adams@example.org", "eve.adams" })
        {
            results.Add(AttackResults.Of(password, await service.Api.RegisterAsync("eve.adams@example.org", "eve.adams", password)));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> LogInAsTextAsync(AttackedService service)
    {
        List<AttackResult> results = [];
        foreach (string text in new[] { "' OR 1=1--", "a@b.co' OR '1'='1", "*)(uid=*))(|(uid=*", "' or count(/child::node())=1 or 'a'='b", "{{7*7}}", "${7*7}", "%n%s%x" })
        {
            results.Add(
                await PostAsync(service, "/api/login/", JsonSerializer.Serialize(new { user = new { email = text, password = text } })));
        }

        return results;
    }

    private static async Task<IReadOnlyList<AttackResult>> WithoutPasswordAsync(AttackedService service, Victim ada)
    {
        Guid id = Guid.Parse(ada.Id);
        await service.Host.QueryAsync(context => context.Users.Where(user => user.Id == id)
            .ExecuteUpdateAsync(user => user.SetProperty(row => row.PasswordHash, "!imported")));
        List<AttackResult> results = [];
        foreach (string password in new[] { AttackedService.Password, "!", "!imported" })
        {
            results.Add(AttackResults.Of("login", await service.Api.LogInAsync(ada.Email, password)));
        }

        return results;
    }

    private static Task<AttackResult> PostAsync(AttackedService service, string path, string json) =>
        service.RawConnection.SendAsync("POST", path, [("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(json));
}
