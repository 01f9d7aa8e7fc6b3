using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

internal static class DbErrorTranslator
{
    /// <summary>Saves, and says what went wrong in the words of the application.</summary>
    /// <exception cref="InvalidInputException">A name belongs to another account or group.</exception>
    /// <exception cref="AccountChangedException">The account was changed or deleted since it was read.</exception>
    public static async Task SaveAsync(this AuthDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            throw new AccountChangedException(exception);
        }
        catch (DbUpdateException exception) when (LacksAccount(exception.InnerException))
        {
            throw new AccountChangedException(exception);
        }
        catch (DbUpdateException exception) when (NameTaken(UniqueViolation.MessageOf(exception)) is { } refusal)
        {
            throw refusal;
        }
    }

    // Every provider names the index or its column in the message of the violation. Nobody chose the keys of other indexes.
    private static InvalidInputException? NameTaken(string? message) => message switch
    {
        null => null,
        _ when message.Contains(nameof(User.NormalizedEmail), StringComparison.Ordinal) => AccountErrors.EmailTaken(),
        _ when message.Contains(nameof(User.NormalizedUsername), StringComparison.Ordinal) => AccountErrors.UsernameTaken(),
        _ when message.Contains(nameof(Group.NormalizedName), StringComparison.Ordinal) =>
            InvalidInputException.Of("name", "group with this name already exists."),
        _ => null,
    };

    // A new session names an account that was deleted meanwhile; its token's foreign key is to that same session.
    private static bool LacksAccount(Exception? exception) => exception switch
    {
        // SQLITE_CONSTRAINT_FOREIGNKEY
        SqliteException { SqliteExtendedErrorCode: 787 } => true,

        // The statement conflicted with a constraint
        SqlException { Number: 547 } => true,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => true,
        _ => false,
    };
}
