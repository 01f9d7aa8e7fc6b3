using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>The cases about the rights of staff, each on its own service without other superusers.</summary>
internal static class RightsAttack
{
    private const string Ordinary = """{"is_staff":false,"is_superuser":false,"groups":[],"user_permissions":[]}""";
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<AttackResult>> UseRightsAfterDemotionAsync()
    {
        using AttackedService service = new();
        ClientTokens root = await service.Api.RegisterSuperuserAsync(service.Host);
        ClientTokens staff = await service.Api.RegisterStaffAsync(service.Host, "staff", [.. Permissions.All]);
        ClientTokens victim = await service.Api.RegisterOrdinaryUserAsync("victim");
        ApiResponse control = await service.Api.SendIfMatchAsync("PATCH", PathOf(victim), staff, """{"bio":"x"}""");

        ApiResponse demotion = await DemoteAsync(service, root, staff);

        bool holds = control.Status == 200 && demotion.Status == 200;
        return
        [
            AttackResults.Of("GET users", await service.Api.GetUserAsync(staff, victim.UserIdOf()), holds),
            AttackResults.Of("PATCH a user", await service.Api.SendIfMatchAsync("PATCH", PathOf(victim), staff, """{"bio":"y"}"""), holds),
            AttackResults.Of("DELETE a user", await service.Api.SendIfMatchAsync("DELETE", PathOf(victim), staff), holds),
        ];
    }

    public static async Task<IReadOnlyList<AttackResult>> RemoveLastSuperuserAsync()
    {
        using AttackedService service = new();
        ClientTokens root = await service.Api.RegisterSuperuserAsync(service.Host);
        ClientTokens other = await service.Api.RegisterSuperuserAsync(service.Host, "other");
        bool isOneOfTwoDemoted = (await DemoteAsync(service, root, other)).Status == 200;
        string before = await service.Host.SnapshotAsync();

        ApiResponse[] responses =
        [
            await DemoteAsync(service, root, root),
            await service.Api.SendIfMatchAsync("DELETE", PathOf(root), root),
            await service.Api.SendAsync(HttpMethod.Post, $"{PathOf(root)}deactivate/", access: root.Access),
            await service.Api.DeleteAccountAsync(root.Access),
        ];

        bool holds = isOneOfTwoDemoted && await service.Host.SnapshotAsync() == before;
        return [.. responses.Select((response, number) => AttackResults.Of($"way {number}", response, holds))];
    }

    // Both requests wait at the barrier until both callers were checked; the later one is no superuser any more.
    public static async Task<IReadOnlyList<AttackResult>> DemoteEachOtherAsync()
    {
        RequestBarrier barrier = new();
        using AttackedService service = new(barrier.Register);
        await service.Api.RegisterSuperuserAsync(service.Host, "ann");
        await service.Api.RegisterSuperuserAsync(service.Host, "ben");
        List<AttackResult> results = [];
        for (int round = 0; round < Rounds; round++)
        {
            // The demotion in the previous round ended the sessions of the loser.
            ClientTokens[] rivals = [await service.Api.OpenSessionAsync("ann@example.com"), await service.Api.OpenSessionAsync("ben@example.com")];
            barrier.Expect(rivals.Length);
            ApiResponse[] responses = await Task.WhenAll(
                DemoteAsync(service, rivals[0], rivals[1]),
                DemoteAsync(service, rivals[1], rivals[0]));

            int left = await service.Host.QueryAsync(context => context.Users.CountAsync(user => user.IsSuperuser));
            Assert.That(
                (responses.Count(response => response.Status == 200), left),
                Is.EqualTo((1, 1)),
                () => string.Join('\n', responses.AsEnumerable()));
            results.AddRange(responses.Where(response => response.Status != 200).Select(response => AttackResults.Of("loser", response)));
            await PromoteAsync(service);
        }

        return results;
    }

    private static string PathOf(ClientTokens session) => $"/api/admin/users/{session.UserIdOf()}/";

    private static Task<ApiResponse> DemoteAsync(AttackedService service, ClientTokens caller, ClientTokens whom) =>
        service.Api.SendIfMatchAsync("PUT", $"{PathOf(whom)}rights/", caller, Ordinary);

    private static Task<int> PromoteAsync(AttackedService service) => service.Host.QueryAsync(async context =>
    {
        foreach (User user in await context.Users.ToListAsync())
        {
            user.ChangeRights(isStaff: true, isSuperuser: true, PermissionSet.None, service.Host.Clock.GetUtcNow());
        }

        return await context.SaveChangesAsync();
    });
}
