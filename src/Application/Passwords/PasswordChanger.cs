using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Passwords;

/// <summary>Changes the password of the caller's own account. ChangePassword and UpdateCurrentUser share it.</summary>
internal sealed class PasswordChanger(
    NewPasswordHasher newPasswordHasher,
    AccountChangeLimiter accountChangeLimiter,
    IAttemptCounterRepository attemptCounters,
    SessionTerminator sessionTerminator)
{
    /// <summary>Hashes the new password and counts the change. Hashing is slow, so call it before the account is locked.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="fieldName">The name of the field in the request, for which errors are reported.</param>
    /// <param name="snapshot">The account, with the requested changes applied.</param>
    /// <param name="email">The new address of the account, or its present one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">The password is too similar to a name of the account, or is in a known breach.</exception>
    /// <exception cref="ThrottledException">The password was changed too often.</exception>
    public async Task<string> HashAsync(string password, string fieldName, User snapshot, string email, CancellationToken cancellationToken)
    {
        PasswordOwner owner = new(email, snapshot.Username, snapshot.FullName);
        string passwordHash = await newPasswordHasher.HashAsync(password, owner, fieldName, cancellationToken);
        await accountChangeLimiter.CountPasswordChangeAsync(snapshot, cancellationToken);
        return passwordHash;
    }

    /// <summary>
    /// Changes the password of a locked account and ends all of its sessions. Added to the unit of work; saved by SaveChangesAsync. Only
    /// the network of a caller who sent the current password stays a known network, because an attacker may have logged in from the others.
    /// </summary>
    public async Task ApplyAsync(
        User user,
        string passwordHash,
        LoginAttempt? attempt,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await attemptCounters.DeleteOtherKnownNetworksAsync(user.Id, attempt?.Own.Id, cancellationToken);
        user.ChangePassword(passwordHash, now);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.PasswordChanged, now, cancellationToken);
    }
}
