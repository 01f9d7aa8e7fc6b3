using CleanAuth.Domain.Sessions;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The statements that consume a refresh token, in SQL that every database understands.</summary>
internal static class ConsumeStatements
{
    /// <summary>
    /// The condition and the change are one statement, so two concurrent callers cannot both consume the token. A session is live as
    /// <see cref="Session.IsLive"/> defines it; the parameter <c>@active</c> is true.
    /// </summary>
    public const string Consume =
        """
        UPDATE "RefreshTokens" SET "ConsumedAt" = @now
        WHERE "Id" = @token AND "ConsumedAt" IS NULL AND "ExpiresAt" > @now
            AND EXISTS (SELECT 1 FROM "Sessions" AS s JOIN "Users" AS u ON u."Id" = s."UserId"
                WHERE s."Id" = "RefreshTokens"."SessionId" AND s."EndedAt" IS NULL AND s."ExpiresAt" > @now
                    AND u."IsActive" = @active AND u."Epoch" + u."SessionEndings" = s."Epoch")
        """;

    public const string Touch = """UPDATE "Sessions" SET "LastUsedAt" = @now""";

    public const string Insert = """INSERT INTO "RefreshTokens" ("Id", "UserId", "SessionId", "IssuedAt", "ExpiresAt")""";

    public const string Successor = "@successor, @user, @session, @issued, @expires";
}
