using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>Each query finds its rows by an index, whose name stands here, and reads no table from end to end.</summary>
internal sealed class QueryPlanTests(DatabaseProvider provider) : StoreTests(provider)
{
    private readonly DatabaseProvider provider = provider;
    private readonly User ada = TestData.NewUser();
    private readonly PlanRecorder plans = new();

    private static DateTimeOffset Later => TestData.Now.AddMinutes(5);

    [Test]
    public Task FindByEmail_WhenAsked_UsesTheIndexOfAddresses() =>
        AssertUsesAsync(scope => scope.Users.FindByEmailAsync("ada@example.com", default), "IX_Users_NormalizedEmail");

    [Test]
    public Task ReadCredential_WhenAsked_UsesTheIndexOfAddresses() =>
        AssertUsesAsync(scope => scope.Users.ReadCredentialAsync("ada@example.com", default), "IX_Users_NormalizedEmail");

    [Test]
    public Task UsernameIsTaken_WhenAsked_UsesTheIndexOfNames() =>
        AssertUsesAsync(scope => scope.Users.UsernameIsTakenAsync("ada", null, default), "IX_Users_NormalizedUsername");

    [Test]
    public Task ReadById_WhenAsked_UsesTheKey() =>
        AssertUsesAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default), KeyOf("Users"));

    [Test]
    public Task Read_WhenATokenIsPresented_UsesTheKeysOnly() => AssertUsesAsync(
        scope => scope.Sessions.ReadAsync(Guid.NewGuid(), default), KeyOf("RefreshTokens"), KeyOf("Sessions"), KeyOf("Users"));

    [Test]
    public Task ReadLiveToken_WhenAsked_UsesTheIndexOfTheSession() => AssertUsesAsync(
        scope => scope.Sessions.ReadLiveTokenAsync(Guid.NewGuid(), Later, default), "IX_RefreshTokens_SessionId");

    [Test]
    public Task ReadLive_WhenAsked_UsesTheIndexOfTheUser() => AssertUsesAsync(
        scope => scope.Sessions.ReadLiveAsync(ada.Id, Later, default), "IX_Sessions_UserId", "IX_RefreshTokens_");

    [Test]
    public Task ReadAdmin_WhenAsked_UsesTheKeysOnly() =>
        AssertUsesAsync(scope => scope.Sessions.ReadAdminAsync(Guid.NewGuid(), default), KeyOf("Sessions"), KeyOf("Users"));

    [Test]
    public Task FindLive_WhenAsked_UsesTheIndexOfTheUser() =>
        AssertUsesAsync(scope => scope.Sessions.FindLiveAsync(ada.Id, default), "IX_Sessions_UserId");

    [Test]
    public Task TryEnd_WhenAsked_UsesTheKey() => AssertUsesAsync(
        scope => scope.Sessions.TryEndAsync(Guid.NewGuid(), null, SessionEnd.Logout, Later, default), KeyOf("Sessions"));

    [Test]
    public async Task TryConsume_WhenATokenIsPresented_UsesTheKeysOnly()
    {
        Session session = TestData.NewSession(ada);
        RefreshToken token = TestData.NewToken(session);
        await Database.SaveAsync(ada, session, token);

        if (provider == DatabaseProvider.Sqlite)
        {
            AssertUses(await ExplainExchangeAsync(), KeyOf("RefreshTokens"), KeyOf("Sessions"), KeyOf("Users"));
            return;
        }

        await AssertUsesAsync(
            scope => scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session), Later, default),
            KeyOf("RefreshTokens"), KeyOf("Sessions"), KeyOf("Users"));
    }

    [Test]
    public Task ReadEvents_WhenAsked_UsesTheIndexOfTheUserInOrder() => AssertUsesAsync(
        scope => scope.Events.ReadAsync(ada.Id, long.MaxValue, 50, default), "IX_SecurityEvents_UserId_Id");

    [Test]
    public Task Sweep_WhenRun_UsesTheIndexesOfTime() => AssertUsesAsync(
        scope => scope.Sweeper.SweepAsync(Later, default),
        "IX_RefreshTokens_ExpiresAt",
        "IX_Revocations_ExpiresAt",
        "IX_Sessions_EndedAt",
        "IX_Sessions_ExpiresAt",
        "IX_SecurityEvents_At");

    [Test]
    public async Task Poll_WhenTheFeedReads_UsesTheKeyOrTheIndexOfTime()
    {
        ServiceInstance instance = Start();

        await instance.Feed.PollAsync(default);

        Assert.That(plans.Lines, Has.Some.Match("INTEGER PRIMARY KEY|PK_Revocations|IX_Revocations_ExpiresAt"));
        AssertUses(plans.Lines);
    }

    private async Task AssertUsesAsync(Func<StoreScope, Task> query, params string[] indexes)
    {
        ServiceInstance instance = Start();

        await instance.InScopeAsync(query);

        AssertUses(plans.Lines, indexes);
    }

    private static void AssertUses(IReadOnlyList<string> plan, params string[] indexes)
    {
        string text = string.Join('\n', plan);
        using IDisposable scope = Assert.EnterMultipleScope();
        foreach (string index in indexes)
        {
            Assert.That(text, Does.Contain(index));
        }

        Assert.That(plan, Has.None.Match("Seq Scan|^SCAN (?!CONSTANT ROW)"), text);
    }

    private ServiceInstance Start()
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            Assert.Ignore("SQL Server tells its plans in a form of its own, and none is at hand to read them from.");
        }

        return Database.StartInstance(interceptor: plans);
    }

    // SQLite names the index of a primary key by itself.
    private string KeyOf(string table) => provider == DatabaseProvider.Sqlite ? $"sqlite_autoindex_{table}_1" : $"PK_{table}";

    private Task<IReadOnlyList<string>> ExplainExchangeAsync() => Database.InScopeAsync<IReadOnlyList<string>>(async scope =>
    {
        await scope.Context.Database.OpenConnectionAsync();
        using SqliteCommand command = new(
            $"EXPLAIN QUERY PLAN {SqliteExchangeStatements.Consume}", (SqliteConnection)scope.Context.Database.GetDbConnection());
        command.Parameters.AddWithValue("$token", "");
        command.Parameters.AddWithValue("$now", 0);
        List<string> lines = [];
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }

        return lines;
    });
}
