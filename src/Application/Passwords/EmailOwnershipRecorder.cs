using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Links;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Passwords;

/// <summary>
/// Records that the owner proved their address by a reset link, a login link or a login code. The first proof revokes all earlier access,
/// because an attacker may have registered the address and be waiting for the owner to use the account.
/// </summary>
internal sealed class EmailOwnershipRecorder(
    SessionTerminator sessionTerminator,
    AccountLinkRevoker linkRevoker,
    IAttemptCounterRepository attemptCounters,
    IOutbox outbox,
    ISecurityEventWriter events)
{
    /// <summary>
    /// Records the proof of a locked account. Added to the unit of work; saved by SaveChangesAsync. No option, limit or earlier login
    /// changes what the first proof revokes.
    /// </summary>
    /// <param name="user">The account.</param>
    /// <param name="newPasswordHash">The hash of the new password; null if none was chosen.</param>
    /// <param name="now">The time of the proof.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RecordAsync(User user, string? newPasswordHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (user.ProveAddress(newPasswordHash, now))
        {
            await RevokeEarlierAccessAsync(user, newPasswordHash is not null, now, cancellationToken);
            return;
        }

        if (newPasswordHash is not null)
        {
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
            await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.PasswordChanged, now, cancellationToken);
        }
    }

    private async Task RevokeEarlierAccessAsync(User user, bool hasNewPassword, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await linkRevoker.RevokeAllAsync(user.Id, cancellationToken);

        // An attacker may have logged in from these networks.
        await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.AccountSecured, now, cancellationToken);
        events.Add(SecurityEventKind.EmailVerified, user.Id, sessionId: null);
        events.Add(SecurityEventKind.AccountSecured, user.Id, sessionId: null);
        if (hasNewPassword)
        {
            events.Add(SecurityEventKind.PasswordChanged, user.Id, sessionId: null);
        }

        outbox.Add(OutgoingEmail.To(user, EmailKind.AccountSecured, now));
    }
}
