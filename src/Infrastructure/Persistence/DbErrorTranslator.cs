using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal static class DbErrorTranslator
{
    /// <summary>Saves, and translates database errors into exceptions of the application.</summary>
    /// <exception cref="InvalidInputException">Another account or group has the name.</exception>
    /// <exception cref="AccountChangedException">The account was changed or deleted after it was read.</exception>
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
        catch (DbUpdateException exception) when (context.Errors.IsForeignKeyViolation(exception))
        {
            // A new session refers to an account that was deleted in the meantime. No other foreign key can be violated, because a new
            // token refers to a session of the same save.
            throw new AccountChangedException(exception);
        }
        catch (DbUpdateException exception) when (NameTaken(context.Errors.UniqueViolationOf(exception)) is { } refusal)
        {
            throw refusal;
        }
    }

    // The message of every database names the index or its column. The other unique indexes have no values that users choose.
    private static InvalidInputException? NameTaken(string? message) => message switch
    {
        null => null,
        _ when message.Contains(nameof(User.NormalizedEmail), StringComparison.Ordinal) => AccountErrors.EmailTaken(),
        _ when message.Contains(nameof(User.NormalizedUsername), StringComparison.Ordinal) => AccountErrors.UsernameTaken(),
        _ when message.Contains(nameof(Group.NormalizedName), StringComparison.Ordinal) =>
            InvalidInputException.Of("name", "group with this name already exists."),
        _ => null,
    };
}
