using System.Buffers.Text;
using System.Numerics;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases that are a story: several steps, of which the last must fail, or change nothing.</summary>
internal static class SessionAttack
{
    private const string NewPassword = "gravel comet harbor sleeve";

    public static Task<IReadOnlyList<AttackResult>> RunAsync(AttackedService field, AttackCase attack) => attack.Id switch
    {
        "authz-session-001" => EndSessionOfAnotherAsync(field),
        "authz-session-003" => SpoofUserIdAsync(field),
        "authz-session-005" => ChangeAsync($$"""{"current_password":"wrong","password":"{{NewPassword}}"}"""),
        "authz-session-006" => ChangeAsync("""{"email":"elsewhere@example.org"}"""),
        "authz-session-007" => UseTokensAfterPasswordChangeAsync(field),
        "authz-session-009" => UseTokensAfterDeletionAsync(field),
        "authz-session-011" => LogOutWithOneTokenAsync(field),
        "authz-session-012" => LogOutTwiceAsync(field),
        "authz-session-013" => RightsAttack.UseRightsAfterDemotionAsync(),
        "authz-session-014" => RightsAttack.RemoveLastSuperuserAsync(),
        "authz-session-015" => RightsAttack.DemoteEachOtherAsync(),
        "authz-session-019" => RefreshBeyondSessionLifetimeAsync(field),
        "authz-session-021" => ReadOftenAsync(field),
        "authz-session-022" => ReadTheProfileAsync(field),
        "jwt-signature-019" => SendMalleatedSignatureAsync(field),
        _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
    };

    private static async Task<IReadOnlyList<AttackResult>> EndSessionOfAnotherAsync(AttackedService field)
    {
        Victim eve = await field.RegisterAndLogInAsync();
        Victim ada = await field.RegisterAndLogInAsync();
        ClientTokens second = await field.Api.OpenSessionAsync(ada.Email, AttackedService.Password);

        Answer answer = await field.Api.EndSessionAsync(eve.Tokens.Access, second.Id);

        Answer unharmed = await field.Api.GetProfileAsync(second.Access);
        Answer own = await field.Api.EndSessionAsync(ada.Tokens.Access, second.Id);
        return [Story.Of("DELETE /api/sessions/{id}/", answer, unharmed.Status == 200 && own.Status == 204)];
    }

    private static async Task<IReadOnlyList<AttackResult>> SpoofUserIdAsync(AttackedService field)
    {
        Victim eve = await field.RegisterAndLogInAsync();
        Victim ada = await field.RegisterAndLogInAsync();
        (string, string)[] headers = [("X-User-Id", ada.Id)];
        StringContent change = new($$$"""{"user":{"user_id":"{{{ada.Id}}}","id":"{{{ada.Id}}}","bio":"taken"}}""", null, "application/json");

        Answer read = await field.Api.SendAsync(HttpMethod.Get, $"/api/user/?user_id={ada.Id}&id={ada.Id}", null, eve.Tokens.Access, headers);
        Answer changed = await field.Api.SendAsync(HttpMethod.Patch, $"/api/user/?user_id={ada.Id}", change, eve.Tokens.Access, headers);

        Answer unharmed = await field.Api.GetProfileAsync(ada.Tokens.Access);
        bool holds = !read.Body.Contains(ada.Id, StringComparison.Ordinal)
            && !changed.Body.Contains(ada.Id, StringComparison.Ordinal)
            && !unharmed.Body.Contains("taken", StringComparison.Ordinal);
        return [Story.Of("GET /api/user/", read, holds), Story.Of("PATCH /api/user/", changed, holds)];
    }

    // As the product is set by default; the other tests turn it off.
    private static async Task<IReadOnlyList<AttackResult>> ChangeAsync(string members)
    {
        using AttackedService field = new(("Accounts:RequireCurrentPassword", "true"));
        Victim ada = await field.RegisterAndLogInAsync();
        string before = await field.Host.SnapshotAsync();

        Answer answer = await field.Api.UpdateProfileAsync(ada.Tokens.Access, members);

        string after = await field.Host.SnapshotAsync();
        string proven = $$"""{{members[..^1].Replace("\"current_password\":\"wrong\",", "", StringComparison.Ordinal)}},"current_password":"{{AttackedService.Password}}"}""";
        Answer control = await field.Api.UpdateProfileAsync(ada.Tokens.Access, proven);
        return [Story.Of("PATCH /api/user/", answer, after == before && control.Status == 200)];
    }

    private static async Task<IReadOnlyList<AttackResult>> UseTokensAfterPasswordChangeAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        ClientTokens otherDevice = await field.Api.OpenSessionAsync(ada.Email, AttackedService.Password);

        Answer change = await field.Api.UpdateProfileAsync(ada.Tokens.Access, $$"""{"password":"{{NewPassword}}"}""");

        bool holds = change.Status == 200 && (await field.Api.LogInAsync(ada.Email, NewPassword)).Status == 200;
        return
        [
            Story.Of("old access", await field.Api.GetProfileAsync(ada.Tokens.Access), holds),
            Story.Of("old refresh", await field.Api.RefreshAsync(ada.Tokens.Refresh), holds),
            Story.Of("other device's access", await field.Api.GetProfileAsync(otherDevice.Access), holds),
            Story.Of("other device's refresh", await field.Api.RefreshAsync(otherDevice.Refresh), holds),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> UseTokensAfterDeletionAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        await field.Api.UpdateProfileAsync(ada.Tokens.Access, """{"bio":"of the first"}""");

        Answer deletion = await field.Api.DeleteAccountAsync(ada.Tokens.Access);

        ClientTokens second = await field.Api.RegisterAndLogInAsync(ada.Email, ada.Username, AttackedService.Password);
        Answer profile = await field.Api.GetProfileAsync(second.Access);
        Answer sessions = await field.Api.ListSessionsAsync(second.Access);
        bool holds = deletion.Status == 204
            && !profile.Body.Contains("of the first", StringComparison.Ordinal)
            && sessions.Json["sessions"]!.AsArray().Count == 1;
        return
        [
            Story.Of("access", await field.Api.GetProfileAsync(ada.Tokens.Access), holds),
            Story.Of("refresh", await field.Api.RefreshAsync(ada.Tokens.Refresh), holds),
        ];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutWithOneTokenAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();

        Answer[] answers =
        [
            await field.Api.SendAsync(HttpMethod.Post, "/api/logout/", "{}", ada.Tokens.Access),
            await field.Api.LogOutAsync(access: "", ada.Tokens.Refresh),
            await field.Api.SendAsync(HttpMethod.Post, "/api/logout/", "{}"),
        ];

        bool holds = (await field.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh)).Status == 204;
        return [.. answers.Select((answer, number) => Story.Of($"half {number}", answer, holds))];
    }

    private static async Task<IReadOnlyList<AttackResult>> LogOutTwiceAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        Answer first = await field.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh);
        Answer second = await field.Api.LogOutAsync(ada.Tokens.Access, ada.Tokens.Refresh);
        return [Story.Of("first", first, first.Status == 204), Story.Of("second", second, second.Status == 401)];
    }

    private static async Task<IReadOnlyList<AttackResult>> RefreshBeyondSessionLifetimeAsync(AttackedService _)
    {
        using AttackedService field = new(("Tokens:SessionLifetime", "02:00:00"), ("Tokens:RefreshTokenLifetime", "01:30:00"));
        Victim ada = await field.RegisterAndLogInAsync();
        field.Host.Clock.Advance(TimeSpan.FromMinutes(70));
        ClientTokens continued = await field.Api.RefreshSessionAsync(ada.Tokens);

        field.Host.Clock.Advance(TimeSpan.FromMinutes(50));

        return [Story.Of("refresh", await field.Api.RefreshAsync(continued.Refresh))];
    }

    private static async Task<IReadOnlyList<AttackResult>> ReadOftenAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        string before = await field.Host.SnapshotAsync();
        List<Answer> answers = [];

        for (int time = 0; time < 1_000; time++)
        {
            answers.Add(await field.Api.GetProfileAsync(ada.Tokens.Access));
        }

        bool holds = await field.Host.SnapshotAsync() == before && answers.All(answer => answer.Status == 200);
        return [Story.Of("GET /api/user/", answers[^1], holds)];
    }

    private static async Task<IReadOnlyList<AttackResult>> ReadTheProfileAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        string hash = await field.Host.QueryAsync(context =>
            context.Users.Where(user => user.Id == Guid.Parse(ada.Id)).Select(user => user.PasswordHash).SingleAsync());

        Answer answer = await field.Api.GetProfileAsync(ada.Tokens.Access);

        string[] members = [.. answer.Json["user"]!.AsObject().Select(member => member.Key)];
        bool holds = !answer.Body.Contains(hash, StringComparison.Ordinal)
            && members.SequenceEqual(["id", "email", "username", "bio", "full_name", "birth_date", "is_staff", "email_verified", "language"]);
        return [Story.Of("GET /api/user/", answer, holds)];
    }

    // A reader of a signature (r, s) can write (r, n - s), which is valid too. A list of tokens by their text would miss it.
    private static async Task<IReadOnlyList<AttackResult>> SendMalleatedSignatureAsync(AttackedService field)
    {
        Victim ada = await field.RegisterAndLogInAsync();
        string access = ada.Tokens.Access;
        int dot = access.LastIndexOf('.');
        byte[] signature = Base64Url.DecodeFromChars(access.AsSpan(dot + 1));
        BigInteger order = new(Convert.FromHexString(TokenForger.Order), isUnsigned: true, isBigEndian: true);
        byte[] other = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        string twin = $"{access[..dot]}.{Base64Url.EncodeToString([.. signature[..32], .. new byte[32 - other.Length], .. other])}";
        bool isGood = (await field.Api.GetProfileAsync(twin)).Status == 200;

        await field.Api.LogOutAsync(access, ada.Tokens.Refresh);

        return [Story.Of("the other signature", await field.Api.GetProfileAsync(twin), isGood)];
    }
}

internal static class Story
{
    public static AttackResult Of(string target, Answer answer, bool holds = true) =>
        new(target, answer, TimeSpan.Zero, holds ? null : "does what it must not");
}
