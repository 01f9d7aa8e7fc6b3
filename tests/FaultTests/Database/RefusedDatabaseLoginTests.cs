using System.Text.RegularExpressions;
using CleanAuth.Infrastructure.Persistence;
using Npgsql;

namespace CleanAuth.FaultTests.Database;

/// <summary>The database server refuses the login of the running service, as after a change of its password.</summary>
internal sealed class RefusedDatabaseLoginTests
{
    [Test]
    public async Task Service_WhenTheDatabaseLoginIsRefused_LogsTheReasonOnceAMinuteAndKeepsRunning()
    {
        string role = $"cleanauth_{Guid.NewGuid():n}";
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        try
        {
            await database.CreateAsync($"OWNER {role}");
            NpgsqlConnectionStringBuilder server = new(database.ConnectionString) { Username = role };
            using Service service = await Service.StartAsync(database, ("ConnectionStrings__CleanAuth", server.ConnectionString));
            (TestAccount account, _) = await service.Client.RegisterAndLogInAsync();
            await database.ExecuteAsync($"ALTER ROLE {role} NOLOGIN");
            await database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

            Response[] meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Client.LogInAsync(account)));
            int? readyMeanwhile = await service.Client.IsReadyAsync();
            await database.ExecuteAsync($"ALTER ROLE {role} LOGIN");
            Response afterwards = await Poll.UntilAsync(() => service.Client.LogInAsync(account), response => response.Status == 200);

            Assert.That(meanwhile.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
            Assert.That(readyMeanwhile, Is.EqualTo(503));
            Assert.That(CountMessages(service, $"28000: role .{role}. is not permitted to log in"), Is.EqualTo(1), service.Process.Output);
            Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
        }
        finally
        {
            await database.DropAsync();
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    private static int CountMessages(Service service, string message) => Regex.Count(
        service.Process.Output,
        $"\"Message\":\"The database server refuses the service: {message.Replace(".", "[^ ]+", StringComparison.Ordinal)}");
}
