using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases <c>identity-unicode</c>: names that look alike, or differ only in case or Unicode form.</summary>
internal static class IdentityAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack)
    {
        List<AttackResult> results = [];
        foreach (string value in Values(attack.Text("value")!))
        {
            string plain = value.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
            await RegisterAsync(service, plain);
            results.Add(await RegisterAsync(service, value));
            results.Add(await RegisterAsync(service, value));
            results.Add(await RenameAsync(service, value));
            results.Add(await LogInAsync(service, value));
        }

        ControlRequest.RequireStatus(await LogInAsync(service, (await service.RegisterAndLogInAsync()).Email), 200);
        bool collides = await CollidesAsync(service);
        return [.. results.Select(result => result with { Violation = collides ? "has two accounts of one name" : null })];
    }

    private static string[] Values(string value) => value switch
    {
        "limits" => [.. new[] { (64, 185), (64, 186), (65, 100), (64, 63) }.Select(size => $"{new string('l', size.Item1)}@{Domain(size.Item2)}.co")],
        "reserved" => ["me", "admin", "null", "undefined", "user"],
        _ => [value.Replace("\\r\\n", "\r\n", StringComparison.Ordinal)],
    };

    // Labels of at most 63 octets.
    private static string Domain(int length) => string.Join('.', new string('d', length).Chunk(62).Select(label => new string(label)));

    private static Task<AttackResult> RegisterAsync(AttackedService service, string value)
    {
        (string email, string username) = service.NewNames();
        (email, username) = IsEmail(value) ? (value, username) : (email, value);
        return SendAsync(
            service,
            "POST",
            "/api/register/",
            new { email, username, password = AttackedService.Password, bio = value, full_name = value });
    }

    private static async Task<AttackResult> RenameAsync(AttackedService service, string value)
    {
        Victim victim = await service.RegisterAndLogInAsync();
        object change = IsEmail(value) ? new { email = value } : new { username = value };
        return await SendAsync(service, "PATCH", "/api/user/", change, victim.Bearer);
    }

    private static Task<AttackResult> LogInAsync(AttackedService service, string value) =>
        SendAsync(service, "POST", "/api/login/", new { email = value, password = AttackedService.Password });

    private static Task<AttackResult> SendAsync(
        AttackedService service, string method, string path, object user, params (string, string)[] headers) =>
        service.RawConnection.SendAsync(
            method, path, [("Content-Type", "application/json"), .. headers], JsonSerializer.SerializeToUtf8Bytes(new { user }));

    // Compares the names by its own rule, not by that of the service.
    private static async Task<bool> CollidesAsync(AttackedService service)
    {
        var names = await service.Host.QueryAsync(context => context.Users.Select(user => new { user.Email, user.Username }).ToListAsync());
        return names.Select(name => Same(name.Email)).Distinct().Count() < names.Count
            || names.Select(name => Same(name.Username)).Distinct().Count() < names.Count;
    }

    private static string Same(string name) => name.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    private static bool IsEmail(string value) => value.Contains('@', StringComparison.Ordinal);
}
