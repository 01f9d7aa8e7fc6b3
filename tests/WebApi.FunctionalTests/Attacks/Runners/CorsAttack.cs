using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>cors</c>: origins that resemble the allowed one, with and without a preflight.</summary>
internal static class CorsAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        string path = attack.Text("path")!;
        byte[] login = JsonSerializer.SerializeToUtf8Bytes(
            new { user = new { email = victim.Email, password = AttackedService.Password } });
        (string, string)[] type = [("Content-Type", "application/json")];
        AttackResult control = await service.RawConnection.SendAsync("POST", path, [.. type, ("Origin", "https://app.example")], login);
        ControlRequest.RequireStatus(control, 200);
        Assert.That(control.Response!.Header("Access-Control-Allow-Origin"), Is.EqualTo("https://app.example"));
        Assert.That(control.Response.Header("Access-Control-Allow-Credentials"), Is.Null);

        AttackResult preflight = await service.RawConnection.SendAsync("OPTIONS", path, attack.Headers);
        AttackResult simple = await service.RawConnection.SendAsync("POST", path, [.. type, .. attack.Headers], login);
        return [.. new[] { preflight, simple }.Select(result => result with { Violation = VariesByOrigin(result) ? null : "has no Vary: Origin" })];
    }

    private static bool VariesByOrigin(AttackResult result) =>
        result.Response?.Header("Vary")?.Contains("Origin", StringComparison.OrdinalIgnoreCase) == true;
}
