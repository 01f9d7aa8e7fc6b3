using CleanAuth.Application.Abstractions;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// An unclaimed account whose address is registered once more. Nobody can tell which of the two reads its mail, and whoever
/// does would verify an account of which the other may know the password.
/// </summary>
internal sealed class ContestedAccount(
    IUserRepository users,
    IAccountChanges accounts,
    IPasswordHasher passwordHasher,
    ISecurityEvents events,
    TimeProvider clock)
{
    /// <summary>Gives it a password that nobody knows, and answers it as it is then; null when it is gone.</summary>
    public async Task<User?> ShutOutAsync(User user, CancellationToken cancellationToken)
    {
        string passwordHash = await passwordHasher.HashAsync(RandomSecret.Create(), cancellationToken);
        await accounts.ChangeAsync(user.Id, version: null, Change, cancellationToken);
        return await users.ReadByIdAsync(user.Id, cancellationToken);

        Task Change(User held, CancellationToken token)
        {
            if (held.IsUnclaimed)
            {
                held.ChangePassword(passwordHash, clock.GetUtcNow());
                events.Add(SecurityEventKind.PasswordChanged, held.Id, sessionId: null);
            }

            return Task.CompletedTask;
        }
    }
}
