using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>mass-assignment</c>: members that are not for the caller to set.</summary>
internal static class MassAssignmentAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        // All accounts of its own are to be as they were.
        using AttackedService field = new();
        Victim victim = await field.RegisterAndLogInAsync();
        CaseVariables words = await field.WordsAsync(victim);
        List<AttackResult> shots = [];
        foreach (string target in attack.Texts("targets"))
        {
            Control.Demand(await SendAsync(field, target, victim, []), 200, 201);
            JsonObject extra = attack.Recipe["json"]!["user"]!.DeepClone().AsObject();
            extra.Remove("...");
            extra = words.Expand(extra)!.AsObject();
            shots.Add(await SendAsync(field, target, victim, extra));
        }

        bool isRaised = await field.Host.QueryAsync(context => context.Users.AnyAsync(user =>
            user.IsStaff || user.IsSuperuser || !user.IsActive || user.CreatedAt != field.Host.Clock.GetUtcNow()
            || user.LastLoginAt > field.Host.Clock.GetUtcNow()));
        bool isAnother = await field.Host.QueryAsync(context => context.Users.AllAsync(user => user.Id != Guid.Parse(victim.Id)));
        return [.. shots.Select(shot => shot with { Broken = isRaised || isAnother ? "changed what is not the caller's" : null })];
    }

    private static Task<AttackResult> SendAsync(AttackedService field, string target, Victim victim, JsonObject extra)
    {
        string[] line = target.Split(' ');
        (string email, string username) = field.NewNames();
        JsonObject user = extra.DeepClone().AsObject();
        user["username"] = username;
        if (line[1] == "/api/register/")
        {
            user["email"] = email;
            user["password"] = AttackedService.Password;
        }

        byte[] body = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["user"] = user }.ToJsonString());
        return field.RawConnection.SendAsync(line[0], line[1], [("Content-Type", "application/json"), victim.Bearer], body);
    }
}
