using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Throttling;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AccountDataReader(AuthDbContext context) : IAccountDataReader
{
    public async Task<IReadOnlyList<AttemptCounter>> ReadKnownNetworksAsync(
        Guid userId,
        string after,
        int count,
        CancellationToken cancellationToken) =>
        await context.AttemptCounters.AsNoTracking()
            .Where(record => record.UserId == userId && record.Id.CompareTo(after) > 0)
            .OrderBy(record => record.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AccountLink>> ReadLinksAsync(
        Guid userId,
        string after,
        int count,
        CancellationToken cancellationToken) =>
        await context.AccountLinks.AsNoTracking()
            .Where(link => link.UserId == userId && link.Id.CompareTo(after) > 0)
            .OrderBy(link => link.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<LoginCode>> ReadCodesAsync(
        Guid userId,
        string after,
        int count,
        CancellationToken cancellationToken) =>
        await context.LoginCodes.AsNoTracking()
            .Where(code => code.UserId == userId && code.Id.CompareTo(after) > 0)
            .OrderBy(code => code.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<OutgoingEmail>> ReadEmailsAsync(
        Guid userId,
        Guid after,
        int count,
        CancellationToken cancellationToken) =>
        await context.OutgoingMails.AsNoTracking()
            .Where(mail => mail.UserId == userId && mail.Id.CompareTo(after) > 0)
            .OrderBy(mail => mail.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
}
