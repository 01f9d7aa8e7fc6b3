using System.Text.Json;
using CleanAuth.Application.Operations.DeactivateUser;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>login-abuse</c> about a single password: odd, long, common, or nearly the right one.</summary>
internal static class LoginAttack
{
    private static readonly string Emoji = string.Concat(Enumerable.Repeat("😀", 18));

    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService field, AttackCase attack)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        Control.Demand(Story.Of("login", await field.Api.LogInAsync(ada.Email, AttackedService.Password)), 200);
        return attack.Id switch
        {
            "login-abuse-012" => await CompareLoginsAsync(field, ada),
            "login-abuse-015" => await CompareRegistrationsAsync(field, ada),
            "login-abuse-018" => await LogInWithNearMissAsync(field, new string('a', 72) + "X", new string('a', 72) + "Y"),
            "login-abuse-019" => await LogInWithNearMissAsync(field, Emoji + "x", Emoji + "y"),
            "login-abuse-023" => await LogInWithNearMissAsync(field, AttackedService.Password, AttackedService.Password.ToUpperInvariant()),
            "login-abuse-025" => await RegisterAndLogInAsync(field, ada, "\"long enough \\ud800\""),
            "login-abuse-026" => await RegisterAndLogInAsync(field, ada, $"\"{new string('a', 1_000_000)}\""),
            "login-abuse-027" => await RegisterAndLogInAsync(field, ada, $"\"{string.Concat(Enumerable.Repeat("😀", 129))}\""),
            "login-abuse-029" => await RegisterWithWeakPasswordAsync(),
            "login-abuse-030" => await LogInAsTextAsync(field),
            "login-abuse-033" => await WithoutPasswordAsync(field, ada),
            _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
        };
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareLoginsAsync(AttackedService field, Victim ada)
    {
        Victim inactive = await field.RegisterAndLogInAsync();
        await field.Host.CommandAsync(new DeactivateUserCommand(inactive.Email));
        Answer[] answers =
        [
            await field.Api.LogInAsync("unknown@example.com", AttackedService.Password),
            await field.Api.LogInAsync(ada.Email, "wrong"),
            await field.Api.LogInAsync(inactive.Email, AttackedService.Password),
            await field.Api.LogInAsync(inactive.Email, "wrong"),
        ];
        return [.. answers.Select(answer => Story.Of("login", answer, answers.Select(other => other.ToString()).Distinct().Count() == 1))];
    }

    private static async Task<IReadOnlyList<AttackResult>> CompareRegistrationsAsync(AttackedService field, Victim ada)
    {
        (string email, string username) = field.NewNames();
        return
        [
            Story.Of("taken email", await field.Api.RegisterAsync(ada.Email, username, AttackedService.Password)),
            Story.Of("taken username", await field.Api.RegisterAsync(email, ada.Username, AttackedService.Password)),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogInWithNearMissAsync(AttackedService field, string right, string wrong)
    {
        (string email, string username) = field.NewNames();
        await field.Api.RegisterAndLogInAsync(email, username, right);
        return
        [
            Story.Of("login", await field.Api.LogInAsync(email, wrong)),
            Story.Of("token", await field.Api.ObtainTokensAsync(email, wrong)),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterAndLogInAsync(AttackedService field, Victim ada, string password)
    {
        (string email, string username) = field.NewNames();
        return
        [
            await PostAsync(field, "/api/register/", $$$"""{"user":{"email":"{{{email}}}","username":"{{{username}}}","password":{{{password}}} }}"""),
            await PostAsync(field, "/api/login/", $$$"""{"user":{"email":"{{{ada.Email}}}","password":{{{password}}} }}"""),
            await PostAsync(field, "/api/token/", $$$"""{"email":"{{{ada.Email}}}","password":{{{password}}} }"""),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> RegisterWithWeakPasswordAsync()
    {
        using AttackedService field = new(("Passwords:RejectCommon", "true"));
        List<AttackResult> shots = [];
        foreach (string password in new[] { "password", "12345678", "qwertyuiop", "eve.adams@example.org", "eve.adams" })
        {
            shots.Add(Story.Of(password, await field.Api.RegisterAsync("eve.adams@example.org", "eve.adams", password)));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> LogInAsTextAsync(AttackedService field)
    {
        List<AttackResult> shots = [];
        foreach (string text in new[] { "' OR 1=1--", "a@b.co' OR '1'='1", "*)(uid=*))(|(uid=*", "' or count(/child::node())=1 or 'a'='b", "{{7*7}}", "${7*7}", "%n%s%x" })
        {
            shots.Add(await PostAsync(field, "/api/login/", JsonSerializer.Serialize(new { user = new { email = text, password = text } })));
        }

        return shots;
    }

    private static async Task<IReadOnlyList<AttackResult>> WithoutPasswordAsync(AttackedService field, Victim ada)
    {
        Guid id = Guid.Parse(ada.Id);
        await field.Host.QueryAsync(context => context.Users.Where(user => user.Id == id)
            .ExecuteUpdateAsync(user => user.SetProperty(row => row.PasswordHash, "!imported")));
        List<AttackResult> shots = [];
        foreach (string password in new[] { AttackedService.Password, "!", "!imported" })
        {
            shots.Add(Story.Of("login", await field.Api.LogInAsync(ada.Email, password)));
        }

        return shots;
    }

    private static Task<AttackResult> PostAsync(AttackedService field, string path, string json) =>
        field.RawConnection.SendAsync("POST", path, [("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(json));
}
