using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Limits how often passwords are guessed at one address: per network, per IPv6 /56 and /48 around it, and by all networks that are unknown to
/// the account together. Nothing here depends on whether an account has the address.
/// </summary>
internal sealed class LoginThrottle(
    IAttemptCounterRepository attemptCounters,
    AttemptLimiter attemptLimiter,
    KnownNetworks knownNetworks,
    IRequestClient client,
    ThrottlingOptions options,
    TimeProvider clock)
{
    /// <summary>Refuses an attempt before any work is done for it. It only reads, so that refused requests cost little.</summary>
    /// <exception cref="ThrottledException">No attempt is left.</exception>
    public async Task<LoginAttempt> AdmitAsync(string email, CancellationToken cancellationToken)
    {
        LoginAttempt attempt = LoginAttempt.Create(email, client.Network, options);
        if (!options.Enabled)
        {
            return attempt;
        }

        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<LoginCounter> stored = await attemptCounters.ReadAsync(email, attempt.Ids, cancellationToken);
        LoginCounter? own = stored.FirstOrDefault(row => row.Counter.Id == attempt.Own.Id);
        attempt.Own = own?.Counter ?? attempt.Own;
        foreach (SharedCounter shared in attempt.Shared)
        {
            shared.Counter = stored.FirstOrDefault(row => row.Counter.Id == shared.Counter.Id)?.Counter ?? shared.Counter;
        }

        attempt.IsFromKnownNetwork = knownNetworks.IsKnown(own);
        AttemptLimiter.Require(attempt.Own, OwnLimit(attempt), now);
        foreach (SharedCounter shared in attempt.Counted)
        {
            AttemptLimiter.Require(shared.Counter, shared.Limit, now);
        }

        return attempt;
    }

    /// <summary>Counts the attempt before the password is verified, so that no more parallel attempts pass than are left.</summary>
    /// <exception cref="ThrottledException">Parallel attempts have used up the limit.</exception>
    public async Task CountAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        attempt.Own = await attemptLimiter.CountAsync(attempt.Own, OwnLimit(attempt), cancellationToken);
        foreach (SharedCounter shared in attempt.Counted)
        {
            shared.Counter = await attemptLimiter.CountAsync(shared.Counter, shared.Limit, cancellationToken);
        }
    }

    /// <summary>Whether this attempt has reached the limit of its network, of a prefix around it, or of all unknown networks.</summary>
    public bool UsedLastAttempt(LoginAttempt attempt) =>
        options.Enabled
        && (attempt.Own.Tries == OwnLimit(attempt).MaxAttempts
            || attempt.Counted.Any(shared => shared.Counter.Tries == shared.Limit.MaxAttempts));

    /// <summary>
    /// Resets the counter of the network and makes it a known one, as the owner has logged in. Added to the unit of work; saved by
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

    /// <summary>Takes a login that is saved off the counters that its network shares with others.</summary>
    public Task RefundAsync(LoginAttempt attempt, CancellationToken cancellationToken) =>
        options.Enabled && !attempt.IsFromKnownNetwork
            ? attemptCounters.RefundAttemptsAsync(attempt.SharedIds, cancellationToken)
            : Task.CompletedTask;

    private AttemptLimit OwnLimit(LoginAttempt attempt) => attempt.IsFromKnownNetwork ? options.KnownNetwork : options.UnknownNetwork;
}
