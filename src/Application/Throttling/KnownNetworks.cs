using System.Diagnostics.CodeAnalysis;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Finds and records the networks from which an account has logged in recently. They have separate limits, so that attackers on other
/// networks cannot lock the owner out.
/// </summary>
internal sealed class KnownNetworks(
    IAttemptCounterRepository attemptCounters,
    AttemptLimiter attemptLimiter,
    IRequestClient client,
    ThrottlingOptions options,
    TimeProvider clock)
{
    /// <summary>
    /// Returns whether the account of an address has logged in from the caller's network recently. It takes the same time for every
    /// address.
    /// </summary>
    public async Task<bool> IsCallerKnownAsync(string email, CancellationToken cancellationToken)
    {
        string id = AttemptCounter.OfLogin(email, ClientNetwork.Of(client.Network)).Id;
        return IsKnown((await attemptCounters.ReadAsync(email, [id], cancellationToken)).SingleOrDefault());
    }

    /// <summary>Whether the counter of the caller's network shows a recent login of the account that has the address now.</summary>
    /// <param name="stored">The counter; null if none is stored.</param>
    public bool IsKnown([NotNullWhen(true)] LoginCounter? stored) =>

        // One login without an IP address must not make the network of all clients without one known.
        ClientNetwork.Of(client.Network) != ClientNetwork.Unknown

        // The last login must belong to the account that has the address now. An attacker may have logged in to another account that had
        // the address before.
        && stored is { BelongsToAccount: true }
        && stored.Counter.IsOfKnownNetwork(options.KnownNetworkLifetime, clock.GetUtcNow());

    /// <summary>
    /// Makes the caller's network a known network after the owner has proven their identity by email. Earlier failed attempts do not
    /// matter, because most owners who reset a password have tried wrong ones before.
    /// </summary>
    public async Task AddCallerAsync(User owner, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        AttemptCounter empty = AttemptCounter.OfLogin(owner.Email, ClientNetwork.Of(client.Network));
        AttemptCounter current = await attemptLimiter.ReadAsync(empty, cancellationToken);
        AttemptCounter next = current.WithAttempt(options.KnownNetwork, clock.GetUtcNow());
        next.RecordSuccess(owner.Id, options.KnownNetworkLifetime, clock.GetUtcNow());

        // If a concurrent request has changed the counter, keep its value.
        await attemptCounters.TryReplaceAsync(current, next, cancellationToken);
    }
}
