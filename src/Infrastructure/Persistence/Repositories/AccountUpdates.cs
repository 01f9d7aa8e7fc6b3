using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AccountUpdates(
    AuthDbContext context,
    LargeAccountPruner largeAccountPruner,
    RevocationSet revocations,
    TimeProvider clock) : IAccountUpdates
{
    /// <summary>The row of <see cref="AuthDbContext.Leases"/> that whoever takes a superuser's rights holds meanwhile.</summary>
    internal const string SuperuserLock = "superusers";

    public Task<T> UpdateAsync<T>(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken) =>
        InLockAsync(
            userId,
            version,
            staffId,
            async (user, token) =>
            {
                bool mayDoEverything = MayDoEverything(user);
                T result = await change(user, token);
                if (mayDoEverything && !MayDoEverything(user))
                {
                    await LeaveAnotherSuperuserAsync(userId, token);
                }

                await context.SaveAsync(token);
                return result;
            },
            cancellationToken);

    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        while (!await TryDeleteAsync(userId, version, staffId, check, cancellationToken))
        {
            await largeAccountPruner.LightenAsync(userId, cancellationToken);
        }
    }

    /// <summary>Deletes an account that may be deleted; false when it has to be lightened before.</summary>
    private Task<bool> TryDeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken) =>
        InLockAsync(
            userId,
            version,
            staffId,
            async (user, token) =>
            {
                await check(user, token);
                if (MayDoEverything(user))
                {
                    await LeaveAnotherSuperuserAsync(userId, token);
                }

                if (await largeAccountPruner.IncludeAsync(userId, token))
                {
                    context.ChangeTracker.Clear();
                    return false;
                }

                context.Users.Remove(user);
                await context.SecurityEvents.Where(row => row.UserId == userId).ExecuteDeleteAsync(token);

                // Keep two messages: "account deleted", and "address changed" to the previous address.
                await context.OutgoingMails
                    .Where(mail => mail.UserId == userId && mail.Kind != EmailKind.AccountDeleted && mail.Kind != EmailKind.EmailChanged)
                    .ExecuteDeleteAsync(token);

                // No epoch is reached any more: every access token of the account is useless.
                context.Revocations.Add(
                    Revocation.OfUser(userId, int.MaxValue, SessionEnd.Deleted, revocations.ExpiryOf(clock.GetUtcNow())));
                await context.SaveAsync(token);
                return true;
            },
            cancellationToken);

    private Task<T> InLockAsync<T>(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) => context.WriteVerifiedAsync(
        async token =>
        {
            await LockAsync([userId, staffId ?? userId], token);
            User user = await context.Users.FirstOrDefaultAsync(row => row.Id == userId, token) ?? throw new NotFoundException();
            if (version is not null && version != EntityVersion.Of(user.UpdatedAt))
            {
                throw new VersionMismatchException();
            }

            return await work(user, token);
        },
        revocations.Add,
        cancellationToken);

    // In one order, so that two members of staff who act on each other do not deadlock.
    private async Task LockAsync(Guid[] userIds, CancellationToken cancellationToken)
    {
        foreach (Guid id in userIds.Distinct().Order())
        {
            await context.Users.Where(user => user.Id == id).LockAsync(user => user.IsActive, cancellationToken);
        }
    }

    private static bool MayDoEverything(User user) => user is { IsActive: true, IsStaff: true, IsSuperuser: true };

    // Two superusers who take each other's rights at once would each see the other still have them.
    private async Task LeaveAnotherSuperuserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await context.Leases.Where(lease => lease.Id == SuperuserLock).LockAsync(lease => lease.Until, cancellationToken);
        if (!await context.Users.AnyAsync(user => user.Id != userId && user.IsSuperuser && user.IsStaff && user.IsActive, cancellationToken))
        {
            throw new LastSuperuserException();
        }
    }
}
