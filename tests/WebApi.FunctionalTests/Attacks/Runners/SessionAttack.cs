using System.Buffers.Text;
using System.Numerics;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>Cases with several steps; the last must fail or change nothing.</summary>
internal static class SessionAttack
{
    private const string NewPassword = "gravel comet harbor sleeve";

    public static Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService service, AttackCase attack) => attack.Id switch
    {
        "authz-session-001" => EndSessionOfAnotherAsync(service),
        "authz-session-003" => SpoofUserIdAsync(service),
        "authz-session-005" => ChangeAsync($$"""{"current_password":"wrong","password":"{{NewPassword}}"}"""),
        "authz-session-006" => ChangeAsync("""{"email":"elsewhere@example.org"}"""),
        "authz-session-007" => UseTokensAfterPasswordChangeAsync(service),
        "authz-session-009" => UseTokensAfterDeletionAsync(service),
        "authz-session-011" => LogOutWithOneTokenAsync(service),
        "authz-session-012" => LogOutTwiceAsync(service),
        "authz-session-013" => RightsAttack.UseRightsAfterDemotionAsync(),
        "authz-session-014" => RightsAttack.RemoveLastSuperuserAsync(),
        "authz-session-015" => RightsAttack.DemoteEachOtherAsync(),
        "authz-session-019" => RefreshBeyondSessionLifetimeAsync(service),
        "authz-session-021" => ReadOftenAsync(service),
        "authz-session-022" => ReadTheProfileAsync(service),
        "jwt-signature-019" => SendMalleatedSignatureAsync(service),
        _ => throw new NotSupportedException($"No code runs {attack}."),
    };

    private static async Task<IReadOnlyList<AttackResult>> EndSessionOfAnotherAsync(AttackedService service)
    {
        Victim eve = await service.RegisterAndLogInAsync();
        Victim ada = await service.RegisterAndLogInAsync();
        ClientTokens second = await service.Api.OpenSessionAsync(ada.Email, AttackedService.Password);

        ApiResponse response = await service.Api.EndSessionAsync(eve.Tokens.Access, second.Id);

        ApiResponse unharmed = await service.Api.GetProfileAsync(second.Access);
        ApiResponse own = await service.Api.EndSessionAsync(ada.Tokens.Access, second.Id);
        return [AttackResults.Of("DELETE /api/sessions/{id}/", response, unharmed.Status == 200 && own.Status == 204)];
    }

    private static async Task<IReadOnlyList<AttackResult>> SpoofUserIdAsync(AttackedService service)
    {
        Victim eve = await service.RegisterAndLogInAsync();
        Victim ada = await service.RegisterAndLogInAsync();
        (string, string)[] headers = [("X-User-Id", ada.Id)];
        StringContent change = new(
            $$$"""{"user":{"user_id":"{{{ada.Id}}}","id":"{{{ada.Id}}}","bio":"taken"}}""", null, "application/json");

        ApiResponse read = await service.Api.SendAsync(
            HttpMethod.Get, $"/api/user/?user_id={ada.Id}&id={ada.Id}", null, eve.Tokens.Access, headers);
        ApiResponse changed = await service.Api.SendAsync(
            HttpMethod.Patch, $"/api/user/?user_id={ada.Id}", change, eve.Tokens.Access, headers);

        ApiResponse unharmed = await service.Api.GetProfileAsync(ada.Tokens.Access);
        bool holds = !read.Body.Contains(ada.Id, StringComparison.Ordinal)
            && !changed.Body.Contains(ada.Id, StringComparison.Ordinal)
            && !unharmed.Body.Contains("taken", StringComparison.Ordinal);
        return [AttackResults.Of("GET /api/user/", read, holds), AttackResults.Of("PATCH /api/user/", changed, holds)];
    }

    // Uses the default, which other tests turn off.
    private static async Task<IReadOnlyList<AttackResult>> ChangeAsync(string members)
    {
        using AttackedService service = new(("Accounts:RequireCurrentPassword", "true"));
        Victim ada = await service.RegisterAndLogInAsync();
        string before = await service.Host.SnapshotAsync();

        ApiResponse response = await service.Api.UpdateProfileAsync(ada.Tokens.Access, members);

        string after = await service.Host.SnapshotAsync();
        string valid = members[..^1].Replace("\"current_password\":\"wrong\",", "", StringComparison.Ordinal);
        string proven = $$"""{{valid}},"current_password":"{{AttackedService.Password}}"}""";
        ApiResponse control = await service.Api.UpdateProfileAsync(ada.Tokens.Access, proven);
        return [AttackResults.Of("PATCH /api/user/", response, after == before && control.Status == 200)];
    }

    private static async Task<IReadOnlyList<AttackResult>> UseTokensAfterPasswordChangeAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        ClientTokens otherDevice = await service.Api.OpenSessionAsync(ada.Email, AttackedService.Password);

        ApiResponse change = await service.Api.UpdateProfileAsync(ada.Tokens.Access, $$"""{"password":"{{NewPassword}}"}""");

        bool holds = change.Status == 200 && (await service.Api.LogInAsync(ada.Email, NewPassword)).Status == 200;
        return
        [
            AttackResults.Of("old access", await service.Api.GetProfileAsync(ada.Tokens.Access), holds),
            AttackResults.Of("old refresh", await service.Api.RefreshAsync(ada.Tokens.Refresh), holds),
            AttackResults.Of("other device's access", await service.Api.GetProfileAsync(otherDevice.Access), holds),
            AttackResults.Of("other device's refresh", await service.Api.RefreshAsync(otherDevice.Refresh), holds),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> UseTokensAfterDeletionAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        await service.Api.UpdateProfileAsync(ada.Tokens.Access, """{"bio":"of the first"}""");

        ApiResponse deletion = await service.Api.DeleteAccountAsync(ada.Tokens.Access);

        ClientTokens second = await service.Api.RegisterAndLogInAsync(ada.Email, ada.Username, AttackedService.Password);
        ApiResponse profile = await service.Api.GetProfileAsync(second.Access);
        ApiResponse sessions = await service.Api.ListSessionsAsync(second.Access);
        bool holds = deletion.Status == 204
            && !profile.Body.Contains("of the first", StringComparison.Ordinal)
            && sessions.Json["sessions"]!.AsArray().Count == 1;
        return
        [
            AttackResults.Of("access", await service.Api.GetProfileAsync(ada.Tokens.Access), holds),
            AttackResults.Of("refresh", await service.Api.RefreshAsync(ada.Tokens.Refresh), holds),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutWithOneTokenAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();

        ApiResponse[] responses =
        [
            await service.Api.SendAsync(HttpMethod.Post, "/api/logout/", "{}", ada.Tokens.Access),
            await service.Api.LogOutAsync(access: "", ada.Tokens.Refresh),
            await service.Api.SendAsync(HttpMethod.Post, "/api/logout/", "{}"),
        ];

        bool holds = (await service.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh)).Status == 204;
        return [.. responses.Select((response, number) => AttackResults.Of($"half {number}", response, holds))];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutTwiceAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        ApiResponse first = await service.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh);
        ApiResponse second = await service.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh);
        return [AttackResults.Of("first", first, first.Status == 204), AttackResults.Of("second", second, second.Status == 401)];
    }

    private static async Task<IReadOnlyList<AttackResult>> RefreshBeyondSessionLifetimeAsync(AttackedService _)
    {
        using AttackedService service = new(("Tokens:SessionLifetime", "02:00:00"), ("Tokens:RefreshTokenLifetime", "01:30:00"));
        Victim ada = await service.RegisterAndLogInAsync();
        service.Host.Clock.Advance(TimeSpan.FromMinutes(70));
        ClientTokens continued = await service.Api.RefreshSessionAsync(ada.Tokens);

        service.Host.Clock.Advance(TimeSpan.FromMinutes(50));

        return [AttackResults.Of("refresh", await service.Api.RefreshAsync(continued.Refresh))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ReadOftenAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        string before = await service.Host.SnapshotAsync();
        List<ApiResponse> responses = [];

        for (int time = 0; time < 1_000; time++)
        {
            responses.Add(await service.Api.GetProfileAsync(ada.Tokens.Access));
        }

        bool holds = await service.Host.SnapshotAsync() == before && responses.All(response => response.Status == 200);
        return [AttackResults.Of("GET /api/user/", responses[^1], holds)];
    }

    private static async Task<IReadOnlyList<AttackResult>> ReadTheProfileAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        string hash = await service.Host.QueryAsync(context =>
            context.Users.Where(user => user.Id == Guid.Parse(ada.Id)).Select(user => user.PasswordHash).SingleAsync());

        ApiResponse response = await service.Api.GetProfileAsync(ada.Tokens.Access);

        string[] members = [.. response.Json["user"]!.AsObject().Select(member => member.Key)];
        bool holds = !response.Body.Contains(hash, StringComparison.Ordinal)
            && members.SequenceEqual(
                ["id", "email", "username", "bio", "full_name", "birth_date", "is_staff", "email_verified", "language"]);
        return [AttackResults.Of("GET /api/user/", response, holds)];
    }

    // For each signature (r, s), the signature (r, n - s) is valid too. A blacklist of token texts would miss it.
    private static async Task<IReadOnlyList<AttackResult>> SendMalleatedSignatureAsync(AttackedService service)
    {
        Victim ada = await service.RegisterAndLogInAsync();
        string access = ada.Tokens.Access;
        int dot = access.LastIndexOf('.');
        byte[] signature = Base64Url.DecodeFromChars(access.AsSpan(dot + 1));
        BigInteger order = new(Convert.FromHexString(TokenForger.Order), isUnsigned: true, isBigEndian: true);
        byte[] other = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        string malleated = $"{access[..dot]}.{Base64Url.EncodeToString([.. signature[..32], .. new byte[32 - other.Length], .. other])}";
        bool isValid = (await service.Api.GetProfileAsync(malleated)).Status == 200;

        await service.Api.LogOutAsync(access, ada.Tokens.Refresh);

        return [AttackResults.Of("the other signature", await service.Api.GetProfileAsync(malleated), isValid)];
    }
}

internal static class AttackResults
{
    public static AttackResult Of(string target, ApiResponse response, bool holds = true) =>
        new(target, response, TimeSpan.Zero, holds ? null : "does what it must not");
}
