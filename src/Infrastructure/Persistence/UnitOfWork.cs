using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class UnitOfWork(AuthDbContext context, RevocationSet revocations) : IUnitOfWork
{
    public async Task SaveChangesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            foreach (EntityEntry<Revocation> saved in context.ChangeTracker.Entries<Revocation>())
            {
                // This instance need not wait for the feed.
                revocations.Add(saved.Entity);
            }
        }
        catch (DbUpdateConcurrencyException exception)
        {
            throw new AccountChangedException(exception);
        }
        catch (DbUpdateException exception) when (LacksAccount(exception.InnerException))
        {
            throw new AccountChangedException(exception);
        }
        catch (DbUpdateException exception) when (UniqueViolation.MessageOf(exception) is { } message)
        {
            throw NameTaken(message);
        }
    }

    // Every provider names the index or its column in the message of the violation.
    private static InvalidInputException NameTaken(string message) =>
        message.Contains(nameof(User.NormalizedEmail), StringComparison.Ordinal)
            ? AccountErrors.EmailTaken()
            : AccountErrors.UsernameTaken();

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
