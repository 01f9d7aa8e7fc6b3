using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Passwords;

/// <summary>Changes the password for the holder of an account: what the profile and the change with the current password share.</summary>
internal sealed class PasswordChanger(
    NewPasswordHasher newPasswordHasher,
    AccountChangeLimiter accountChangeLimiter,
    IAttemptCounterRepository attemptCounters,
    SessionTerminator sessionTerminator)
{
    /// <summary>Hashes the new password and counts the change. It takes long, so call it before the account is locked.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="fieldName">The fieldName of the request that it came as.</param>
    /// <param name="snapshot">The account, with the names that it is about to have.</param>
    /// <param name="email">The address that it is about to have.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidInputException">It is too like a name of the account, or known from a breach.</exception>
    /// <exception cref="ThrottledException">The password was changed too often.</exception>
    public async Task<string> HashAsync(string password, string fieldName, User snapshot, string email, CancellationToken cancellationToken)
    {
        string passwordHash = await newPasswordHasher.HashAsync(password, fieldName, email, snapshot.Username, snapshot.FullName, cancellationToken);
        await accountChangeLimiter.CountPasswordChangeAsync(snapshot, cancellationToken);
        return passwordHash;
    }

    /// <summary>
    /// Changes the password and ends all sessions, with the next save. Call it while the account is locked. Only the network of a
    /// caller who knew the password stays known: a thief may have logged in from any other.
    /// </summary>
    public async Task ApplyAsync(User user, string passwordHash, LoginAttempt? attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await attemptCounters.DeleteOtherKnownNetworksAsync(user.Id, attempt?.Own.Id, cancellationToken);
        user.ChangePassword(passwordHash, now);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.PasswordChanged, now, cancellationToken);
    }
}
