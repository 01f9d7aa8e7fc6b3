using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases about the rights of staff, each on a service of its own that has no other superusers.</summary>
internal static class RightsAttack
{
    private const string Ordinary = """{"is_staff":false,"is_superuser":false,"groups":[],"user_permissions":[]}""";
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<AttackResult>> UseRightsAfterDemotionAsync()
    {
        using AttackedService field = new();
        ClientTokens root = await field.Api.RegisterSuperuserAsync(field.Host);
        ClientTokens staff = await field.Api.RegisterStaffAsync(field.Host, "staff", [.. Permissions.All]);
        ClientTokens victim = await field.Api.RegisterOrdinaryUserAsync("victim");
        Answer control = await field.Api.SendIfMatchAsync("PATCH", PathOf(victim), staff, """{"bio":"x"}""");

        Answer demotion = await DemoteAsync(field, root, staff);

        bool holds = control.Status == 200 && demotion.Status == 200;
        return
        [
            Story.Of("GET users", await field.Api.GetUserAsync(staff, victim.UserIdOf()), holds),
            Story.Of("PATCH a user", await field.Api.SendIfMatchAsync("PATCH", PathOf(victim), staff, """{"bio":"y"}"""), holds),
            Story.Of("DELETE a user", await field.Api.SendIfMatchAsync("DELETE", PathOf(victim), staff), holds),
        ];
    }

    public static async Task<IReadOnlyList<AttackResult>> RemoveLastSuperuserAsync()
    {
        using AttackedService field = new();
        ClientTokens root = await field.Api.RegisterSuperuserAsync(field.Host);
        ClientTokens other = await field.Api.RegisterSuperuserAsync(field.Host, "other");
        bool isOneOfTwoDemoted = (await DemoteAsync(field, root, other)).Status == 200;
        string before = await field.Host.SnapshotAsync();

        Answer[] answers =
        [
            await DemoteAsync(field, root, root),
            await field.Api.SendIfMatchAsync("DELETE", PathOf(root), root),
            await field.Api.SendAsync(HttpMethod.Post, $"{PathOf(root)}deactivate/", access: root.Access),
            await field.Api.DeleteAccountAsync(root.Access),
        ];

        bool holds = isOneOfTwoDemoted && await field.Host.SnapshotAsync() == before;
        return [.. answers.Select((answer, number) => Story.Of($"way {number}", answer, holds))];
    }

    // They meet once both were seen to be superusers: whoever comes later is none any more.
    public static async Task<IReadOnlyList<AttackResult>> DemoteEachOtherAsync()
    {
        RequestBarrier meeting = new();
        using AttackedService field = new(meeting.Register);
        await field.Api.RegisterSuperuserAsync(field.Host, "ann");
        await field.Api.RegisterSuperuserAsync(field.Host, "ben");
        List<AttackResult> shots = [];
        for (int round = 0; round < Rounds; round++)
        {
            // The demotion of the round before ended the sessions of the loser.
            ClientTokens[] rivals = [await field.Api.OpenSessionAsync("ann@example.com"), await field.Api.OpenSessionAsync("ben@example.com")];
            meeting.Expect(rivals.Length);
            Answer[] answers = await Task.WhenAll(DemoteAsync(field, rivals[0], rivals[1]), DemoteAsync(field, rivals[1], rivals[0]));

            int left = await field.Host.QueryAsync(context => context.Users.CountAsync(user => user.IsSuperuser));
            Assert.That((answers.Count(answer => answer.Status == 200), left), Is.EqualTo((1, 1)), () => string.Join('\n', answers.AsEnumerable()));
            shots.AddRange(answers.Where(answer => answer.Status != 200).Select(answer => Story.Of("loser", answer)));
            await PromoteAsync(field);
        }

        return shots;
    }

    private static string PathOf(ClientTokens session) => $"/api/admin/users/{session.UserIdOf()}/";

    private static Task<Answer> DemoteAsync(AttackedService field, ClientTokens caller, ClientTokens whom) =>
        field.Api.SendIfMatchAsync("PUT", $"{PathOf(whom)}rights/", caller, Ordinary);

    private static Task<int> PromoteAsync(AttackedService field) => field.Host.QueryAsync(async context =>
    {
        foreach (User user in await context.Users.ToListAsync())
        {
            user.ChangeRights(isStaff: true, isSuperuser: true, PermissionSet.None, field.Host.Clock.GetUtcNow());
        }

        return await context.SaveChangesAsync();
    });
}
