using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Knows the networks from which an account has logged in recently. They have limits of their own, so that attackers on other networks cannot
/// lock the owner out.
/// </summary>
internal sealed class KnownNetworks(
    IAttemptCounterRepository attemptCounters,
    AttemptLimiter attemptLimiter,
    IRequestClient client,
    ThrottlingOptions options,
    TimeProvider clock)
{
    /// <summary>
    /// Whether the account of an address has logged in from the caller's network recently. Every address takes the same work, and only a caller
    /// in such a network can see a difference.
    /// </summary>
    public async Task<bool> IsCallerKnownAsync(string email, CancellationToken cancellationToken)
    {
        string id = AttemptCounter.OfLogin(email, ClientNetwork.Of(client.Network)).Id;
        return IsKnown((await attemptCounters.ReadAsync(email, [id], cancellationToken)).SingleOrDefault());
    }

    /// <summary>Whether the counter of the caller's network shows a recent login of the account that has the address now.</summary>
    public bool IsKnown(LoginCounter? stored) =>

        // One login from an unknown network must not give every unknown client the limits of a known network. A login of an attacker to an account
        // that had the address before must not make the attacker's network a known one: it may have begun before the address changed.
        ClientNetwork.Of(client.Network) != ClientNetwork.Unknown
        && stored is { BelongsToAccount: true }
        && stored.Counter.IsOfKnownNetwork(options.KnownNetworkLifetime, clock.GetUtcNow());

    /// <summary>
    /// Makes the caller's network a known one after the owner has proven their identity by email, whatever was attempted before: most owners
    /// have forgotten the password and tried others.
    /// </summary>
    public async Task AddCallerAsync(User owner, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        AttemptCounter blank = AttemptCounter.OfLogin(owner.Email, ClientNetwork.Of(client.Network));
        AttemptCounter current = await attemptLimiter.ReadAsync(blank, cancellationToken);
        AttemptCounter next = current.WithAttempt(options.KnownNetwork, clock.GetUtcNow());
        next.RecordSuccess(owner.Id, options.KnownNetworkLifetime, clock.GetUtcNow());

        // If a parallel request replaced the counter first, that one counts.
        await attemptCounters.TryReplaceAsync(current, next, cancellationToken);
    }
}
