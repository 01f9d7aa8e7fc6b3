using System.Text.Json.Nodes;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Auditing;

/// <summary>A caller who repeats a request cannot fill the audit log, and the owner does not see the networks of staff.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class SecurityEventLimitTests(DatabaseProvider provider)
{
    private const string OfOwner = "192.0.2.7";
    private const string OfStaff = "198.51.100.9";

    [Test]
    public async Task Refresh_WhenAConsumedTokenIsReusedOnTwoInstances_AddsOneEvent()
    {
        using CleanAuthHost host = new(provider);
        using (CleanAuthHost one = host.StartBeside())
        using (CleanAuthHost two = host.StartBeside())
        {
            using Api api = new(one.Connect());
            using Api elsewhere = new(two.Connect());
            ClientTokens session = await api.RegisterAndLogInAsync();
            await api.RefreshAsync(session.Refresh);

            ApiResponse[] responses = await Task.WhenAll(
                Enumerable.Range(0, 60).Select(index => (index % 2 == 0 ? api : elsewhere).RefreshAsync(session.Refresh)));

            Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
        }

        Assert.That(await CountAsync(host, SecurityEventKind.RefreshRepeated), Is.EqualTo(1));
    }

    [Test]
    public async Task Refresh_WhenAConsumedTokenIsReusedAfterItsSessionEnded_AddsOneEvent()
    {
        using CleanAuthHost host = new(provider);
        using (CleanAuthHost one = host.StartBeside())
        {
            using Api api = new(one.Connect());
            ClientTokens session = await api.RegisterAndLogInAsync();
            await api.RefreshAsync(session.Refresh);
            host.Clock.Advance(TimeSpan.FromMinutes(1));

            ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => api.RefreshAsync(session.Refresh)));

            Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(401));
        }

        Assert.That(await CountAsync(host, SecurityEventKind.ReuseDetected), Is.EqualTo(1));
        Assert.That(await host.QueryAsync(context => context.SecurityEvents.CountAsync(item => item.UserId != null)), Is.EqualTo(3));
    }

    [Test]
    public async Task EndOtherSessions_WhenThereAreNone_AddsNoEvent()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        for (int call = 0; call < 5; call++)
        {
            Assert.That((await api.EndSessionsAsync(session.Access)).Status, Is.EqualTo(204));
        }

        Assert.That(await host.QueryAsync(context => context.Revocations.CountAsync()), Is.Zero);
        Assert.That(
            await host.QueryAsync(context => context.SecurityEvents.CountAsync(item => item.UserId != null)),
            Is.EqualTo(2),
            "Registered and logged in.");
    }

    [Test]
    public async Task AdminApi_WhenACallerIsRefusedRepeatedly_LogsTenLinesPerMinuteAndCaller()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens repeating = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.RegisterAndLogInAsync("bob@example.com", "bob");

        for (int call = 0; call < 30; call++)
        {
            Assert.That((await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: repeating.Access)).Status, Is.EqualTo(403));
        }

        await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: other.Access);

        string[] refusals = [.. host.Logs.Lines.Where(line => line.Contains("[5003]", StringComparison.Ordinal))];
        Assert.That(refusals.Count(line => line.Contains($"{repeating.UserIdOf()}", StringComparison.Ordinal)), Is.EqualTo(10));
        Assert.That(refusals.Count(line => line.Contains($"{other.UserIdOf()}", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Events_WhenStaffCausedThem_HideTheNetworkFromTheOwner()
    {
        using CleanAuthHost host = new(provider);
        using Api owner = host.ConnectFrom(OfOwner);
        using Api office = host.ConnectFrom(OfStaff);
        ClientTokens ada = await owner.RegisterAndLogInAsync();
        ClientTokens staff = await office.RegisterStaffAsync(host, "staff", "end_session");
        await office.SendAsync(HttpMethod.Delete, $"/api/admin/users/{ada.UserIdOf()}/sessions/", access: staff.Access);
        ada = await owner.OpenSessionAsync();

        ApiResponse list = await owner.ListSecurityEventsAsync(ada.Access);
        ApiResponse export = await owner.ExportAccountAsync(ada.Access);
        ApiResponse auditLog = await office.SendAsync(
            HttpMethod.Get, $"/api/admin/security-events/?user_id={ada.UserIdOf()}", access: staff.Access);
        ApiResponse own = await office.ListSecurityEventsAsync(staff.Access);

        Assert.That(list.Json["events"]!.AsArray().Select(NetworkOf), Is.EqualTo([OfOwner, null, OfOwner, OfOwner]));
        Assert.That(export.Body, Does.Contain(OfOwner).And.Not.Contain(OfStaff));
        Assert.That(auditLog.Body, Does.Contain(OfStaff), "The view of staff has it.");
        Assert.That(own.Json["events"]!.AsArray().Select(NetworkOf), Is.All.EqualTo(OfStaff));
    }

    private static string? NetworkOf(JsonNode? item) => (string?)item!["network"];

    // An instance saves the events that wait in memory when it stops.
    private static Task<int> CountAsync(CleanAuthHost host, SecurityEventKind kind) =>
        host.QueryAsync(context => context.SecurityEvents.CountAsync(item => item.Kind == kind));
}
