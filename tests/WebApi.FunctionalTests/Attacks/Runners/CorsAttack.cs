using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>cors</c>: origins that resemble the one that is allowed, asking first and calling at once.</summary>
internal static class CorsAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService field, AttackCase attack)
    {
        Victim victim = await field.RegisterAndLogInAsync();
        string path = attack.Text("path")!;
        byte[] login = JsonSerializer.SerializeToUtf8Bytes(new { user = new { email = victim.Email, password = AttackedService.Password } });
        (string, string)[] type = [("Content-Type", "application/json")];
        AttackResult control = await field.RawConnection.SendAsync("POST", path, [.. type, ("Origin", "https://app.example")], login);
        Control.Demand(control, 200);
        Assert.That(control.Answer!.Header("Access-Control-Allow-Origin"), Is.EqualTo("https://app.example"));
        Assert.That(control.Answer.Header("Access-Control-Allow-Credentials"), Is.Null);

        AttackResult preflight = await field.RawConnection.SendAsync("OPTIONS", path, attack.Headers);
        AttackResult simple = await field.RawConnection.SendAsync("POST", path, [.. type, .. attack.Headers], login);
        return [.. new[] { preflight, simple }.Select(shot => shot with { Broken = VariesByOrigin(shot) ? null : "has no Vary: Origin" })];
    }

    private static bool VariesByOrigin(AttackResult shot) =>
        shot.Answer?.Header("Vary")?.Contains("Origin", StringComparison.OrdinalIgnoreCase) == true;
}
