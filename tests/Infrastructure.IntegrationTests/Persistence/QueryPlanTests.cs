using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>Each query finds its rows by the given index, and scans no table.</summary>
internal sealed class QueryPlanTests(DatabaseProvider provider) : DatabaseTests(provider, hasOwnDatabase: true)
{
    private const string LiveSessions = "IX_Sessions_Live";
    private const string LiveTokens = "IX_RefreshTokens_Live";

    private static readonly TestCaseData[] Searches =
    [
        Search("all", new EventSearch(), "Key"),
        Search("user", new EventSearch(Guid.NewGuid()), "IX_SecurityEvents_UserId_Id"),
        Search("kind", new EventSearch(Kind: SecurityEventKind.LoggedIn), "IX_SecurityEvents_Kind_Id_At"),
        Search("user and kind", new EventSearch(Guid.NewGuid(), Kind: SecurityEventKind.LoggedIn), "IX_SecurityEvents_UserId_Kind_Id"),
        Search("time", new EventSearch(Since: TestData.Now, Until: Later), "Key"),
        Search("user and time", new EventSearch(Guid.NewGuid(), Since: TestData.Now, Until: Later), "IX_SecurityEvents_UserId_Id"),
        Search(
            "kind and time",
            new EventSearch(Kind: SecurityEventKind.LoggedIn, Since: TestData.Now, Until: Later),
            "IX_SecurityEvents_Kind_Id_At"),

        // Either index is fast: one account has few events in a time range.
        Search(
            "user, kind and time",
            new EventSearch(Guid.NewGuid(), Kind: SecurityEventKind.LoggedIn, Since: TestData.Now, Until: Later),
            "IX_SecurityEvents_UserId_"),
    ];

    private readonly DatabaseProvider provider = provider;
    private readonly User ada = TestData.NewUser();
    private readonly PlanRecorder plans = new();

    private static DateTimeOffset Later => TestData.Now.AddMinutes(5);

    private static PagePosition AnyPosition => new(Later, Guid.NewGuid());

    [Test]
    public Task FindByEmail_WhenCalled_UsesTheIndexOfAddresses() =>
        AssertUsesAsync(scope => scope.Users.FindByEmailAsync("ada@example.com", default), "IX_Users_NormalizedEmail");

    [Test]
    public Task ReadCredential_WhenCalled_UsesTheIndexOfAddresses() =>
        AssertUsesAsync(scope => scope.Users.ReadCredentialAsync("ada@example.com", default), "IX_Users_NormalizedEmail");

    [Test]
    public Task UsernameIsTaken_WhenCalled_UsesTheIndexOfNames() =>
        AssertUsesAsync(scope => scope.Users.IsUsernameTakenAsync("ada", null, default), "IX_Users_NormalizedUsername");

    // SQLite scans the list of ids in the query, which is short.
    [Test]
    public async Task ReadAttemptCounters_WhenAUserLogsIn_UsesTheKeyOfCountersAndAnIndexOfUsers()
    {
        ServiceInstance instance = Start();

        await instance.InScopeAsync(scope => scope.AttemptCounters.ReadAsync("ada@example.com", ["one", "other"], default));

        Assert.That(plans.Lines, Has.Some.Contains(KeyOf("AttemptCounters")));
        Assert.That(plans.Lines, Has.Some.Match($"{KeyOf("Users")}|IX_Users_NormalizedEmail"));
        Assert.That(plans.Lines, Has.None.Match("Seq Scan|^SCAN (?!CONSTANT ROW|i)"));
    }

    [Test]
    public Task ReadById_WhenCalled_UsesTheKey() =>
        AssertUsesAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default), KeyOf("Users"));

    [Test]
    public Task Read_WhenATokenIsPresented_UsesTheKeysOnly() => AssertUsesAsync(
        scope => scope.Sessions.ReadAsync(Guid.NewGuid(), default), KeyOf("RefreshTokens"), KeyOf("Sessions"), KeyOf("Users"));

    [Test]
    public Task ReadLiveToken_WhenCalled_UsesTheIndexOfLiveTokens() => AssertUsesAsync(
        scope => scope.Sessions.ReadLiveTokenAsync(Guid.NewGuid(), Later, default), LiveTokens);

    [Test]
    public Task ReadLive_WhenCalled_UsesTheIndexOfLiveSessions() => AssertUsesAsync(
        scope => scope.Sessions.ReadLiveAsync(ada.Id, PagePosition.Start, 51, Later, default), LiveSessions, LiveTokens);

    [Test]
    public Task FindLeastRecentlyUsed_WhenCalled_UsesTheIndexOfLiveSessions() => AssertUsesAsync(
        scope => scope.Sessions.FindLeastRecentlyUsedAsync(ada.Id, isAdmin: false, skip: 99, count: 100, Later, default), LiveSessions);

    [Test]
    public Task MarkAllEnded_WhenCalled_UsesTheIndexOfLiveSessions() => AssertUsesAsync(
        scope => scope.Sessions.MarkAllEndedAsync(ada.Id, null, SessionEndReason.RevokedByAdmin, Later, default), LiveSessions);

    [Test]
    public Task FindLiveOfDevice_WhenASessionIsReported_UsesTheIndexOfLiveSessions() => AssertUsesAsync(
        scope => scope.Sessions.FindLiveOfDeviceAsync(ada.Id, "Firefox", ["192.0.2.7", null], Later, default), LiveSessions);

    [Test]
    public async Task ReplaceEndReasons_WhenASessionIsReported_UsesTheIndexOfTheUserInOrder()
    {
        ServiceInstance instance = Start();

        await instance.InScopeAsync(async scope =>
        {
            await scope.Sessions.ReplaceEndReasonsAsync(ada.Id, SessionEndReason.AccountSecured, 1_000, Later, default);
            await scope.Sessions.ReplaceEndReasonsAsync(
                ada.Id, "Firefox", ["192.0.2.7", null], SessionEndReason.Reported, 1_000, Later, default);
        });

        // A scan is allowed only of the rows that the index found.
        Assert.That(plans.Lines, Has.Some.Contains("IX_Sessions_UserId_OpenedAt_Id"));
        Assert.That(plans.Lines, Has.None.Match("Seq Scan|^SCAN Sessions|FOR ORDER BY"));
    }

    [Test]
    public Task ReadAdmin_WhenCalled_UsesTheKeysOnly() =>
        AssertUsesAsync(scope => scope.Sessions.ReadAdminAsync(Guid.NewGuid(), default), KeyOf("Sessions"), KeyOf("Users"));

    [Test]
    public Task TryEnd_WhenCalled_UsesTheKey() => AssertUsesAsync(
        scope => scope.SessionTerminator.TryEndAsync(Guid.NewGuid(), null, SessionEndReason.Logout, Later, default), KeyOf("Sessions"));

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
    public Task ReadEvents_WhenCalled_UsesTheIndexOfTheUserInOrder() => AssertUsesAsync(
        scope => scope.AuditLog.ReadAsync(new EventSearch(ada.Id), long.MaxValue, 50, default), "IX_SecurityEvents_UserId_Id");

    [Test]
    public async Task DeleteAccount_WhenCalled_UsesTheIndexesOfUserAndSession()
    {
        await Database.SaveAsync(ada);

        await AssertUsesAsync(
            scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default),
            "IX_SecurityEvents_UserId_Id", "IX_Sessions_UserId_OpenedAt_Id", "IX_RefreshTokens_UserId_IssuedAt_Id");

        // A sort would make each batch read all consumed tokens of the account. PostgreSQL sorts small tables anyway.
        Assert.That(plans.Lines, Has.None.Contains("FOR ORDER BY"));
    }

    [Test]
    public Task ReadSessions_WhenStaffAsk_UsesTheIndexOfTheUserInOrder() => AssertUsesAsync(
        scope => scope.History.ReadSessionsAsync(ada.Id, AnyPosition, 51, Later, default), "IX_Sessions_UserId_OpenedAt_Id", LiveTokens);

    [Test]
    public async Task ReadTokens_WhenStaffAsk_UsesTheIndexOfTheUserInOrder()
    {
        await AssertUsesAsync(
            scope => scope.History.ReadTokensAsync(ada.Id, AnyPosition, 51, default),
            "IX_RefreshTokens_UserId_IssuedAt_Id",
            KeyOf("Sessions"));

        Assert.That(plans.Lines, Has.None.Match("TEMP B-TREE|Sort"));
    }

    // The index has the order of the listing, so only one page is read.
    [TestCaseSource(nameof(Searches))]
    public async Task ReadAuditLog_WhenStaffSearch_UsesTheIndexOfTheSearchInOrder(EventSearch search, string index)
    {
        ServiceInstance instance = Start();

        await instance.InScopeAsync(scope => scope.AuditLog.ReadAsync(search, long.MaxValue, 51, default));

        string expected = index != "Key" ? index : provider == DatabaseProvider.Sqlite ? "INTEGER PRIMARY KEY" : "PK_SecurityEvents";
        AssertUses(plans.Lines, search.Since is null ? [expected] : [expected, "IX_SecurityEvents_At"]);
        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.That(plans.Lines, Has.None.Contains("TEMP B-TREE"));
        }
    }

    [Test]
    public Task ReadOverview_WhenCalled_UsesAnIndexForEachNumber() => AssertUsesAsync(
        async scope =>
        {
            await scope.SigningKeys.RefreshAsync(default);
            plans.Forget();
            await scope.Overview.ReadAsync(default);
        },
        "IX_Users_CreatedAt_Id",
        "IX_SecurityEvents_Kind_Id_At",
        "IX_Sessions_OpenedAt",
        "IX_Sessions_EndedAt",
        "IX_Sessions_ExpiresAt_EndedAt");

    [Test]
    public Task ReadGroups_WhenStaffAsk_CountsMembersByTheirIndex() => AssertUsesAsync(
        scope => scope.Groups.ReadAsync(Guid.NewGuid(), default), KeyOf("Groups"), "IX_GroupMembers_GroupId");

    [Test]
    public Task Sweep_WhenCalled_UsesTheIndexesOfTime() => AssertUsesAsync(
        scope => scope.Sweeper.SweepAsync(Later, default),
        "IX_RefreshTokens_ExpiresAt",
        "IX_Revocations_ExpiresAt",
        "IX_Sessions_EndedAt",
        "IX_Sessions_ExpiresAt",
        "IX_SecurityEvents_At",
        "IX_Users_EraseAt");

    [Test]
    public async Task ReadNetworks_WhenAUserLogsIn_UsesTheIndexOfTheUserInOrder()
    {
        ServiceInstance instance = Start();

        await instance.InScopeAsync(scope => scope.History.ReadNetworksAsync(ada.Id, "Firefox", 1_000, default));

        // A scan is allowed only of s0, the rows that the index found.
        Assert.That(plans.Lines, Has.Some.Contains("IX_Sessions_UserId_OpenedAt_Id"));
        Assert.That(plans.Lines, Has.None.Match("Seq Scan|^SCAN (?!s0)|FOR ORDER BY"));
    }

    [Test]
    public Task ReadLatestLink_WhenACodeIsConfirmed_UsesTheIndexOfTheUser() => AssertUsesAsync(
        scope => scope.Links.ReadLatestAsync(ada.Id, LinkPurpose.LogIn, "subject", default),
        "IX_AccountLinks_UserId_Purpose_CreatedAt");

    [Test]
    public Task ReadAccountData_WhenTheOwnerExports_UsesTheIndexesOfTheUser() => AssertUsesAsync(
        async scope =>
        {
            await scope.AccountData.ReadKnownNetworksAsync(ada.Id, "", 500, default);
            await scope.AccountData.ReadLinksAsync(ada.Id, "", 500, default);
            await scope.AccountData.ReadCodesAsync(ada.Id, "", 500, default);
            await scope.AccountData.ReadEmailsAsync(ada.Id, Guid.Empty, 500, default);
        },
        "IX_AttemptCounters_UserId", "IX_AccountLinks_UserId", "IX_LoginCodes_UserId", "IX_OutgoingMails_UserId");

    // Without these indexes each batch would read all waiting verifications. A small table makes PostgreSQL choose any index.
    [Test]
    public async Task ReadDue_WhenManyVerificationsWait_UsesTheIndexesOfUrgentAndDueEmailsInOrder()
    {
        OutgoingEmail[] verifications =
            [.. Enumerable.Range(0, 1_000).Select(_ => OutgoingEmail.To(ada, EmailKind.VerifyEmail, TestData.Now))];
        await Database.SaveAsync([ada, .. verifications]);

        await AssertUsesAsync(
            scope => scope.Outbox.ReadDueAsync(TestData.Now, 100, [], default),
            "IX_OutgoingMails_Urgent",
            "IX_OutgoingMails_DueAt_Id");

        Assert.That(plans.Lines, Has.None.Match("TEMP B-TREE"));
    }

    [Test]
    public Task AnyDue_WhenCalledByTheCourier_UsesAnIndexOfDueEmails() =>
        AssertUsesAsync(scope => scope.Outbox.AnyDueAsync(TestData.Now, default), "IX_OutgoingMails_DueAt_Id");

    [Test]
    public async Task Poll_WhenTheFeedReads_UsesTheKeyOrTheIndexOfTime()
    {
        ServiceInstance instance = Start();

        await instance.Feed.PollAsync(default);

        Assert.That(plans.Lines, Has.Some.Match("INTEGER PRIMARY KEY|PK_Revocations|IX_Revocations_ExpiresAt"));
        AssertUses(plans.Lines);
    }

    private async Task AssertUsesAsync(Func<RequestScope, Task> query, params string[] indexes)
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

    private static TestCaseData Search(string label, EventSearch search, string index) =>
        new TestCaseData(search, index).SetArgDisplayNames(label);

    private ServiceInstance Start()
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            Assert.Ignore("SQL Server prints plans in another format, which this test cannot read.");
        }

        return Database.StartInstance(interceptor: plans);
    }

    // SQLite chooses the name of the index of a primary key.
    private string KeyOf(string table) => provider == DatabaseProvider.Sqlite ? $"sqlite_autoindex_{table}_1" : $"PK_{table}";

    private Task<IReadOnlyList<string>> ExplainExchangeAsync() => Database.InScopeAsync<IReadOnlyList<string>>(async scope =>
    {
        await scope.Context.Database.OpenConnectionAsync();
        using SqliteCommand command = new(
            $"EXPLAIN QUERY PLAN {ConsumeStatements.Consume}", (SqliteConnection)scope.Context.Database.GetDbConnection());
        command.Parameters.AddWithValue("@token", "");
        command.Parameters.AddWithValue("@now", 0);
        command.Parameters.AddWithValue("@active", true);
        List<string> lines = [];
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }

        return lines;
    });
}
