using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Sessions;

/// <summary>Changes sessions and links directly in the database.</summary>
internal static class StoredSessions
{
    private const string CopySession =
        """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {1})
        INSERT INTO "Sessions" ("Id", "UserId", "Epoch", "OpenedAt", "LastUsedAt", "ExpiresAt", "Network", "UserAgent", "IsAdmin")
        SELECT new_id(), "UserId", "Epoch", "OpenedAt", "LastUsedAt", "ExpiresAt", "Network", "UserAgent", "IsAdmin"
        FROM "Sessions" CROSS JOIN numbers WHERE "Id" = {0}
        """;

    private const string CopyToken =
        """
        INSERT INTO "RefreshTokens" ("Id", "UserId", "SessionId", "IssuedAt", "ExpiresAt")
        SELECT new_id(), s."UserId", s."Id", t."IssuedAt", t."ExpiresAt"
        FROM "Sessions" AS s JOIN "RefreshTokens" AS t ON t."SessionId" = {0} AND t."ConsumedAt" IS NULL
        WHERE s."UserId" = t."UserId" AND NOT EXISTS (SELECT 1 FROM "RefreshTokens" AS own WHERE own."SessionId" = s."Id")
        """;

    private const string SqliteId =
        "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";

    /// <summary>
    /// Copies a session and its live refresh token: an account could have thousands before their number had a limit.
    /// </summary>
    public static Task AddSessionsLikeAsync(this CleanAuthHost host, ClientTokens session, int count) => host.QueryAsync(async context =>
    {
        string newId = context switch
        {
            SqliteAuthDbContext => SqliteId,
            SqlServerAuthDbContext => "newid()",
            _ => "gen_random_uuid()",
        };
        string copySession = CopySession.Replace("new_id()", newId, StringComparison.Ordinal);
        if (context is SqlServerAuthDbContext)
        {
            copySession = $"{copySession.Replace("WITH RECURSIVE", "WITH", StringComparison.Ordinal)} OPTION (MAXRECURSION 0)";
        }

        string copyToken = CopyToken.Replace("new_id()", newId, StringComparison.Ordinal);
        Guid id = Guid.Parse(session.Id);
        await context.Database.ExecuteSqlRawAsync(copySession, id, count);
        return await context.Database.ExecuteSqlRawAsync(copyToken, id);
    });

    /// <summary>Ends a session as another instance does, before its revocation arrives here.</summary>
    public static Task<int> EndOnAnotherInstanceAsync(this CleanAuthHost host, ClientTokens session)
    {
        Guid id = Guid.Parse(session.Id);
        DateTimeOffset now = host.Clock.GetUtcNow();
        return host.QueryAsync(context => context.Sessions
            .Where(row => row.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.EndedAt, now)));
    }

    /// <summary>Stores a link that resets the password, and returns its secret.</summary>
    public static Task<string> StoreResetLinkAsync(this CleanAuthHost host, Guid userId) => host.QueryAsync(async context =>
    {
        DateTimeOffset now = host.Clock.GetUtcNow();
        User user = await context.Users.SingleAsync(row => row.Id == userId);
        (AccountLink link, string secret) = AccountLink.Create(user, LinkPurpose.ResetPassword, user.Email, now.AddMinutes(30), now);
        context.Add(link);
        await context.SaveChangesAsync();
        return secret;
    });
}
