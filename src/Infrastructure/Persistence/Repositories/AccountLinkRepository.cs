using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AccountLinkRepository(AuthDbContext context) : IAccountLinkRepository
{
    public void Add(AccountLink link) => context.AccountLinks.Add(link);

    public Task<AccountLink?> ReadAsync(string id, CancellationToken cancellationToken) =>
        context.AccountLinks.AsNoTracking().FirstOrDefaultAsync(link => link.Id == id, cancellationToken);

    public Task<AccountLink?> ReadLatestAsync(
        Guid userId,
        LinkPurpose purpose,
        string subject,
        CancellationToken cancellationToken) =>
        context.AccountLinks.AsNoTracking()
            .Where(link => link.UserId == userId && link.Purpose == purpose && link.Subject == subject)
            .OrderByDescending(link => link.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<AccountLink>> ReadRecentAsync(
        Guid userId,
        LinkPurpose purpose,
        bool isFromKnownNetwork,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        await context.AccountLinks.AsNoTracking()
            .Where(link => link.UserId == userId
                && link.Purpose == purpose
                && link.IsFromKnownNetwork == isFromKnownNetwork
                && link.CreatedAt > since)
            .ToListAsync(cancellationToken);

    // One conditional statement, so that only one of two concurrent callers can redeem the link.
    public async Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.AccountLinks.Where(link => link.Id == id && link.ExpiresAt > now).ExecuteDeleteAsync(cancellationToken) == 1;

    public Task DeleteCreatedAfterAsync(AccountLink link, CancellationToken cancellationToken) => context.AccountLinks
        .Where(row => row.UserId == link.UserId && row.Purpose == link.Purpose && row.CreatedAt > link.CreatedAt)
        .ExecuteDeleteAsync(cancellationToken);

    // Compare addresses here, because the database cannot apply EmailAddress.KeyOf.
    public async Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken)
    {
        string key = EmailAddress.KeyOf(email);
        Dictionary<string, string> addresses = await context.AccountLinks
            .Where(link => link.UserId == userId && link.Purpose != LinkPurpose.UndoEmailChange)
            .ToDictionaryAsync(link => link.Id, link => link.Email, cancellationToken);
        string[] others = [.. addresses.Where(link => EmailAddress.KeyOf(link.Value) != key).Select(link => link.Key)];
        await context.AccountLinks.Where(link => others.Contains(link.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    public Task DeleteAllAsync(Guid userId, CancellationToken cancellationToken) =>
        context.AccountLinks.Where(link => link.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
