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
            .Where(counter => counter.UserId == userId && counter.Id.CompareTo(after) > 0)
            .OrderBy(counter => counter.Id)
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
        await context.OutgoingEmails.AsNoTracking()
            .Where(email => email.UserId == userId && email.Id.CompareTo(after) > 0)
            .OrderBy(email => email.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
}
