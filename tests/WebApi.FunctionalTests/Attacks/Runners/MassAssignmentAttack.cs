using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>mass-assignment</c>: members that the caller may not set.</summary>
internal static class MassAssignmentAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        // No account of this service may change.
        using AttackedService service = new();
        Victim victim = await service.RegisterAndLogInAsync();
        CaseVariables variables = await service.VariablesAsync(victim);
        List<AttackResult> results = [];
        foreach (string target in attack.Texts("targets"))
        {
            ControlRequest.RequireStatus(await SendAsync(service, target, victim, []), 200, 201);
            JsonObject extra = attack.Recipe["json"]!["user"]!.DeepClone().AsObject();
            extra.Remove("...");
            extra = variables.Expand(extra)!.AsObject();
            results.Add(await SendAsync(service, target, victim, extra));
        }

        bool hasGainedRights = await service.Host.QueryAsync(context => context.Users.AnyAsync(user =>
            user.IsStaff || user.IsSuperuser || !user.IsActive || user.CreatedAt != service.Host.Clock.GetUtcNow()
            || user.LastLoginAt > service.Host.Clock.GetUtcNow()));
        bool hasChangedId = await service.Host.QueryAsync(context => context.Users.AllAsync(user => user.Id != Guid.Parse(victim.Id)));
        return [.. results.Select(result => result with { Violation = hasGainedRights || hasChangedId ? "changed what is not the caller's" : null })];
    }

    private static Task<AttackResult> SendAsync(AttackedService service, string target, Victim victim, JsonObject extra)
    {
        string[] line = target.Split(' ');
        (string email, string username) = service.NewNames();
        JsonObject user = extra.DeepClone().AsObject();
        user["username"] = username;
        if (line[1] == "/api/register/")
        {
            user["email"] = email;
            user["password"] = AttackedService.Password;
        }

        byte[] body = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["user"] = user }.ToJsonString());
        return service.RawConnection.SendAsync(line[0], line[1], [("Content-Type", "application/json"), victim.Bearer], body);
    }
}
