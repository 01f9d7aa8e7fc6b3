using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Notifies the owner of a login from a new device: a network and a user agent that opened none of the stored sessions. Call it only after
/// the identity is verified, so that its time reveals nothing to an attacker who guesses.
/// </summary>
internal sealed class NewDeviceNotifier(ISessionHistory history, IOutbox outbox, AccountOptions options, TimeProvider clock)
{
    /// <summary>
    /// The number of latest sessions that define the known devices. It is enough for all devices of a person, and limits the rows to read
    /// for a client that logs in every minute.
    /// </summary>
    public const int LatestSessions = 1_000;

    /// <summary>
    /// Adds the email. Call it before the login is recorded in the account: the first login of an account sends no email. Added to the
    /// unit of work; saved by SaveChangesAsync.
    /// </summary>
    public async Task NotifyAsync(User user, Session session, CancellationToken cancellationToken)
    {
        if (!options.NotifyNewDevices || user.LastLoginAt is null)
        {
            return;
        }

        IReadOnlyList<string?> known = await history.ReadNetworksAsync(user.Id, session.UserAgent, LatestSessions, cancellationToken);
        string network = ClientNetwork.Of(session.Network);
        if (!known.Any(other => ClientNetwork.Of(other) == network))
        {
            outbox.Add(OutgoingEmail.To(user, EmailKind.NewDevice, clock.GetUtcNow(), $"{session.Id}"));
        }
    }
}
