using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Limits password guesses for one address: per network, per IPv6 /56 and /48, and for all unknown networks together. The limits are the
/// same whether or not an account has the address.
/// </summary>
internal sealed class LoginThrottle(
    IAttemptCounterRepository attemptCounters,
    AttemptLimiter attemptLimiter,
    KnownNetworks knownNetworks,
    IRequestClient client,
    ThrottlingOptions options,
    TimeProvider clock)
{
    /// <summary>Refuses an attempt that exceeds a limit. It only reads, so that refused requests cost little.</summary>
    /// <exception cref="ThrottledException">No attempt is left.</exception>
    public async Task<LoginAttempt> AdmitAsync(string email, CancellationToken cancellationToken)
    {
        AttemptCounter own = AttemptCounter.OfLogin(email, ClientNetwork.Of(client.Network));
        SharedCounter[] shared = [.. SharedCounters(email)];
        if (!options.Enabled)
        {
            return new LoginAttempt(own, options.UnknownNetwork, shared);
        }

        string[] ids = [own.Id, .. shared.Select(counter => counter.Counter.Id)];
        IReadOnlyList<LoginCounter> stored = await attemptCounters.ReadAsync(email, ids, cancellationToken);
        LoginCounter? storedOwn = stored.FirstOrDefault(row => row.Counter.Id == own.Id);
        LoginAttempt attempt = knownNetworks.IsKnown(storedOwn)
            ? new LoginAttempt(storedOwn.Counter, options.KnownNetwork, Shared: [])
            : new LoginAttempt(
                storedOwn?.Counter ?? own,
                options.UnknownNetwork,
                [.. shared.Select(counter => counter with { Counter = FindStored(counter.Counter) })]);
        RequireAttemptsLeft(attempt);
        return attempt;

        AttemptCounter FindStored(AttemptCounter empty) => stored.FirstOrDefault(row => row.Counter.Id == empty.Id)?.Counter ?? empty;
    }

    /// <summary>Counts the attempt before the password is verified, so that parallel requests cannot exceed the limit.</summary>
    /// <returns>The attempt with the new values of its counters.</returns>
    /// <exception cref="ThrottledException">Parallel attempts have used up the limit.</exception>
    public async Task<LoginAttempt> CountAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return attempt;
        }

        AttemptCounter own = await attemptLimiter.CountAsync(attempt.Own, attempt.OwnLimit, cancellationToken);
        List<SharedCounter> counted = [];
        foreach (SharedCounter shared in attempt.Shared)
        {
            counted.Add(shared with { Counter = await attemptLimiter.CountAsync(shared.Counter, shared.Limit, cancellationToken) });
        }

        return attempt with { Own = own, Shared = counted };
    }

    /// <summary>Whether no attempt is left after this one.</summary>
    public bool UsedLastAttempt(LoginAttempt attempt) => options.Enabled && attempt.IsLast;

    /// <summary>
    /// Resets the counter of the network and makes it a known network, after the owner has logged in. Added to the unit of work; saved by
    /// SaveChangesAsync.
    /// </summary>
    public void RecordSuccess(LoginAttempt attempt, User owner)
    {
        if (options.Enabled)
        {
            attempt.Own.RecordSuccess(owner.Id, options.KnownNetworkLifetime, clock.GetUtcNow());
            attemptCounters.Update(attempt.Own);
        }
    }

    /// <summary>Subtracts a successful login from the counters that its network shares with others.</summary>
    public Task RefundAsync(LoginAttempt attempt, CancellationToken cancellationToken) =>
        options.Enabled && !attempt.IsFromKnownNetwork
            ? attemptCounters.RefundAttemptsAsync([.. attempt.Shared.Select(shared => shared.Counter.Id)], cancellationToken)
            : Task.CompletedTask;

    // Order matters: the narrowest prefix comes first, so that a request which its prefix refuses does not count against all unknown
    // networks.
    private IEnumerable<SharedCounter> SharedCounters(string email) =>
    [
        .. ClientNetwork.PrefixesOf(client.Network).Zip(
            options.UnknownPrefixes,
            (prefix, limit) => new SharedCounter(AttemptCounter.OfLogin(email, prefix), limit)),
        new SharedCounter(AttemptCounter.OfLogin(email, AttemptCounter.AllUnknownNetworks), options.AllUnknownNetworks),
    ];

    private void RequireAttemptsLeft(LoginAttempt attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();
        AttemptLimiter.Require(attempt.Own, attempt.OwnLimit, now);
        foreach (SharedCounter shared in attempt.Shared)
        {
            AttemptLimiter.Require(shared.Counter, shared.Limit, now);
        }
    }
}
