using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Persistence.Locks;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AccountUpdates(
    AuthDbContext context,
    LargeAccountPruner largeAccountPruner,
    RevocationSet revocations,
    TimeProvider clock) : IAccountUpdates
{
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
                T result = await change(user, token);
                await context.SaveAsync(token);
                return result;
            },
            cancellationToken);

    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        IReadOnlyCollection<EmailKind> keptEmails,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        while (!await TryDeleteAsync(userId, version, staffId, keptEmails, check, cancellationToken))
        {
            await largeAccountPruner.PruneAsync(userId, cancellationToken);
        }
    }

    /// <summary>Deletes an account. Returns false if it has too many rows for one transaction; prune it first.</summary>
    private Task<bool> TryDeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        IReadOnlyCollection<EmailKind> keptEmails,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken) =>
        InLockAsync(
            userId,
            version,
            staffId,
            async (user, token) =>
            {
                await check(user, token);
                if (await largeAccountPruner.IsLargeAsync(userId, token))
                {
                    context.ChangeTracker.Clear();
                    return false;
                }

                context.Users.Remove(user);
                await context.SecurityEvents.Where(row => row.UserId == userId).ExecuteDeleteAsync(token);
                await context.OutgoingEmails
                    .Where(email => email.UserId == userId && !keptEmails.Contains(email.Kind))
                    .ExecuteDeleteAsync(token);

                // The highest epoch revokes every access token of the account.
                context.Revocations.Add(
                    Revocation.OfUser(userId, Revocation.DeletedEpoch, SessionEndReason.Deleted, revocations.ExpiryOf(clock.GetUtcNow())));
                await context.SaveAsync(token);
                return true;
            },
            cancellationToken);

    private Task<T> InLockAsync<T>(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) => context.WriteOnceAsync(
        async token =>
        {
            User user = await LockAsync(userId, staffId, token) ?? throw new NotFoundException();
            if (version is not null && version != EntityVersion.Of(user.UpdatedAt))
            {
                throw new VersionMismatchException();
            }

            return await work(user, token);
        },
        revocations.Add,
        cancellationToken);

    // Lock rows in one order, so that two members of staff who act on each other do not deadlock.
    private async Task<User?> LockAsync(Guid userId, Guid? staffId, CancellationToken cancellationToken)
    {
        User? user = null;
        foreach (Guid id in new[] { userId, staffId ?? userId }.Distinct().Order())
        {
            if (id == userId)
            {
                user = await context.LockAndReadUserAsync(id, cancellationToken);
                continue;
            }

            await context.Users.Where(staff => staff.Id == id).LockAsync(staff => staff.IsActive, cancellationToken);
        }

        return user;
    }
}
