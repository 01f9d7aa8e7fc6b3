using System.Data.Common;
using System.Text.RegularExpressions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// Brings the keys of stored addresses up to date. Keys once held the domain as it was given, so that an address with an
/// international domain had one key per spelling; they hold A-labels now (<see cref="EmailAddress.KeyOf"/>).
/// </summary>
internal sealed partial class EmailKeys(AuthDbContext context, ILogger<EmailKeys> logger)
{
    /// <summary>
    /// Changes the keys that are not in A-labels. Where another account has the key already, both accounts stay as they are:
    /// which of them the owner of the mailbox uses is a question for the staff.
    /// </summary>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        // No key is outdated in nearly all starts; this query reads only the index.
        if (!await Outdated(context.Users).AnyAsync(cancellationToken))
        {
            return;
        }

        Guid last = Guid.Empty;
        List<StoredKey> keys;
        do
        {
            keys = await Outdated(context.Users.AsNoTracking())
                .Where(user => user.Id > last)
                .OrderBy(user => user.Id)
                .Take(Batches.Size)
                .Select(user => new StoredKey(user.Id, user.Email, user.NormalizedEmail))
                .ToListAsync(cancellationToken);
            foreach (StoredKey key in keys.Where(key => key.Value != EmailAddress.KeyOf(key.Email)))
            {
                await UpdateAsync(key, cancellationToken);
            }

            last = keys.Count > 0 ? keys[^1].Id : last;
        }
        while (keys.Count == Batches.Size);
    }

    // Characters beyond ASCII behind the at sign, which A-labels have none of. The column is compared ordinally everywhere.
    private IQueryable<User> Outdated(IQueryable<User> users) => context switch
    {
        SqliteAuthDbContext => users.Where(user => EF.Functions.Glob(user.NormalizedEmail, "*@*[^\u0001-\u007F]*")),
        PostgreSqlAuthDbContext => users.Where(user => Regex.IsMatch(user.NormalizedEmail, "@.*[^\u0001-\u007F]")),
        _ => users.Where(user => EF.Functions.Like(user.NormalizedEmail, "%@%[^\u0001-\u007F]%")),
    };

    private async Task UpdateAsync(StoredKey key, CancellationToken cancellationToken)
    {
        string value = EmailAddress.KeyOf(key.Email);
        try
        {
            await context.WriteAsync(
                token => context.Users
                    .Where(user => user.Id == key.Id && user.NormalizedEmail == key.Value)
                    .ExecuteUpdateAsync(user => user.SetProperty(row => row.NormalizedEmail, value), token),
                cancellationToken);
        }
        catch (DbException exception) when (UniqueViolation.MessageOf(new DbUpdateException("", exception)) is not null)
        {
            Guid other = await context.Users
                .Where(user => user.NormalizedEmail == value)
                .Select(user => user.Id)
                .FirstOrDefaultAsync(cancellationToken);
            SameMailbox(logger, key.Id, other);
        }
    }

    [LoggerMessage(4006, LogLevel.Warning, "Accounts {UserId} and {OtherId} share a mailbox. The first cannot log in: change its address.")]
    private static partial void SameMailbox(ILogger logger, Guid userId, Guid otherId);

    private sealed record StoredKey(Guid Id, string Email, string Value);
}
