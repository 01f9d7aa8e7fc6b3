using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>A member of staff loses rights while their request is in progress: the request must not complete.</summary>
internal sealed class RightsLostMeanwhileTests
{
    private const string Denied = """403 {"detail":"You do not have permission to perform this action.","code":"permission_denied"}""";
    private const string Inactive = """401 {"detail":"User is inactive","code":"user_inactive"}""";

    // The bulk update is not among them: it reports each refused account, and has its own test.
    private static readonly ApiEndpoint[] Changes =
    [
        .. EndpointTable.ForStaff.Where(
            endpoint => endpoint.Method != "GET" && !endpoint.Template.EndsWith("/bulk", StringComparison.Ordinal)),
        .. EndpointTable.ForStaff.Where(endpoint => endpoint.Method == "PATCH").Select(
            endpoint => endpoint with { Body = """{"full_name":"x"}""" }),
    ];

    private readonly Interruption interruption = new();

    [Test]
    public async Task Change_WhenTheCallerIsDemotedMeanwhile_IsRefused(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        string[] responses = await CallInterruptedAsync(
            provider,
            actor => actor.ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.None, actor.UpdatedAt));

        Assert.That(responses, Has.All.EqualTo(Denied));
    }

    [Test]
    public async Task Change_WhenTheCallerIsDeactivatedMeanwhile_IsRefused(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        string[] responses = await CallInterruptedAsync(provider, actor => actor.Deactivate(actor.UpdatedAt));

        Assert.That(responses, Has.All.EqualTo(Inactive));
    }

    [TestCase("deactivate")]
    [TestCase("end_sessions")]
    public async Task BulkUpdateUsers_WhenTheCallerIsDemotedInBetween_RefusesTheRestAndReturnsWhatWasDone(string action)
    {
        using CleanAuthHost host = new() { Register = interruption.Register };
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", Permissions.DeactivateUser, Permissions.EndSession);
        string[] ids = new string[5];
        for (int number = 0; number < ids.Length; number++)
        {
            ids[number] = $"{(await api.RegisterOrdinaryUserAsync($"user{number}")).UserIdOf()}";
        }

        interruption.Plan(
            step: 3,
            () => ChangeActorAsync(host, staff.UserIdOf(), actor => actor.ChangeRights(false, false, PermissionSet.None, actor.UpdatedAt)));
        ApiResponse response = await api.SendAsync(
            HttpMethod.Post, "/api/admin/users/bulk/", $$"""{"action":"{{action}}","user_ids":[{{string.Join(',', ids.Select(id => $"\"{id}\""))}}]}""", staff.Access);

        int untouched = await host.QueryAsync(context => context.Users
            .CountAsync(user => user.IsActive && context.Sessions.Any(session => session.UserId == user.Id && session.EndedAt == null && session.Epoch == user.Epoch)));
        Assert.Multiple(() =>
        {
            Assert.That(response.Status, Is.EqualTo(200));
            Assert.That(response.Json["done"]!.AsArray().Select(id => (string?)id), Is.EqualTo(ids[..2]));
            Assert.That(response.Json["refused"]!.AsArray().Select(item => (string?)item!["id"]), Is.EqualTo(ids[2..]));
            Assert.That(
                response.Json["refused"]!.AsArray().Select(item => (string?)item!["detail"]),
                Has.All.StartsWith("You do not have permission"));
            Assert.That(untouched, Is.EqualTo(4), "three users and the actor");
        });
    }

    [Test]
    public async Task ExportUsers_WhenTheCallerIsDemotedMeanwhile_StopsAfterThePageThatWasRead(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        const int portion = 1_000;
        using CleanAuthHost host = new(provider) { Register = interruption.Register };
        using HttpClient client = host.Connect();
        using Api api = new(client);
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", Permissions.ExportUsers);
        await AddUsersAsync(host, portion + 10);

        interruption.Plan(
            step: 2,
            () => ChangeActorAsync(host, staff.UserIdOf(), actor => actor.ChangeRights(true, false, PermissionSet.None, actor.UpdatedAt)));
        (int lines, bool isComplete) = await DownloadAsync(client, staff);

        Assert.That((interruption.Happened, isComplete), Is.EqualTo((true, false)));
        Assert.That(lines, Is.LessThanOrEqualTo(portion + 1));
    }

    private async Task<string[]> CallInterruptedAsync(DatabaseProvider provider, Action<User> loseRights)
    {
        using CleanAuthHost host = new(provider) { Register = interruption.Register };
        using Api api = new(host.Connect());
        await api.RegisterSuperuserAsync(host);
        List<string> responses = [];
        for (int number = 0; number < Changes.Length; number++)
        {
            bool isProven = !Changes[number].Template.EndsWith("send-verification", StringComparison.Ordinal);
            EndpointScene scene = await EndpointScene.SetAsync(host, api, $"target{number}", isProven);
            ClientTokens actor = await api.RegisterSuperuserAsync(host, $"actor{number}");
            string before = "";
            interruption.Plan(step: 1, async () =>
            {
                await ChangeActorAsync(host, actor.UserIdOf(), loseRights);
                before = await SnapshotAsync(host);
            });

            ApiEndpoint change = scene.Fill(Changes[number]);
            ApiResponse response = await api.SendIfMatchAsync(change.Method, change.Path, actor, change.Body);

            Assert.That(await SnapshotAsync(host), Is.EqualTo(before), () => $"{change}: {response}");
            responses.Add(response.ToString());
        }

        return [.. responses];
    }

    private static Task<int> ChangeActorAsync(CleanAuthHost host, Guid id, Action<User> change) => host.QueryAsync(async context =>
    {
        change(await context.Users.SingleAsync(user => user.Id == id));
        return await context.SaveChangesAsync();
    });

    private static async Task<string> SnapshotAsync(CleanAuthHost host) => await host.SnapshotAsync() + await host.QueryAsync(async context =>
        string.Join(' ', await context.Groups.Select(group => group.Name).ToListAsync()) + await context.OutgoingEmails.CountAsync());

    private static Task<int> AddUsersAsync(CleanAuthHost host, int count) => host.QueryAsync(context =>
    {
        context.Users.AddRange(Enumerable.Range(0, count).Select(number =>
            User.Register($"many{number}@example.com", $"many{number}", "x", "", "", host.Clock.GetUtcNow())));
        return context.SaveChangesAsync();
    });

    private static async Task<(int Lines, bool IsComplete)> DownloadAsync(HttpClient client, ClientTokens caller)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/admin/users/export/");
        request.Headers.Authorization = new("Bearer", caller.Access);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        int lines = 0;
        try
        {
            while (await reader.ReadLineAsync() is not null)
            {
                lines++;
            }

            return (lines, IsComplete: true);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (lines, IsComplete: false);
        }
    }
}
