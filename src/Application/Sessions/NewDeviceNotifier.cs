using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Tells the owner of a login from a network and a user agent that no session on record was opened from. Asked only once the
/// password was found right, so that its time tells a guesser nothing.
/// </summary>
internal sealed class NewDeviceNotifier(ISessionHistory history, IOutbox outbox, AccountOptions options, TimeProvider clock)
{
    /// <summary>
    /// How many of the latest sessions tell the known devices: enough to know every device of a person, and no more to read for a client
    /// that logs in every minute.
    /// </summary>
    public const int Sessions = 1_000;

    /// <summary>Adds the message to the next save. The login must not be recorded yet, as the first one of all tells nothing.</summary>
    public async Task NoticeAsync(User user, Session session, CancellationToken cancellationToken)
    {
        if (!options.NotifyNewDevices || user.LastLoginAt is null)
        {
            return;
        }

        IReadOnlyList<string?> known = await history.ReadNetworksAsync(user.Id, session.UserAgent, Sessions, cancellationToken);
        string network = ClientNetwork.Of(session.Network);
        if (!known.Any(other => ClientNetwork.Of(other) == network))
        {
            outbox.Add(OutgoingEmail.To(user, EmailKind.NewDevice, clock.GetUtcNow(), $"{session.Id}"));
        }
    }
}
