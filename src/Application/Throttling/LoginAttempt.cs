using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>An attempt to log in, and the counters that it counts against.</summary>
/// <param name="Own">The counter of the caller's network.</param>
/// <param name="OwnLimit">The limit of the caller's network.</param>
/// <param name="Shared">
/// The counters that unknown networks share: one per prefix, and one for all unknown networks. Empty for a known network.
/// </param>
internal sealed record LoginAttempt(AttemptCounter Own, AttemptLimit OwnLimit, IReadOnlyList<SharedCounter> Shared)
{
    public bool IsFromKnownNetwork => Shared.Count == 0;

    /// <summary>Whether this attempt has reached the limit of its network, of a prefix around it, or of all unknown networks.</summary>
    public bool IsLast =>
        Own.Tries == OwnLimit.MaxAttempts || Shared.Any(shared => shared.Counter.Tries == shared.Limit.MaxAttempts);

    /// <summary>Omits the counters, which belong to an address.</summary>
    public override string ToString() => nameof(LoginAttempt);
}

/// <summary>A counter that several networks share, and its limit.</summary>
internal sealed record SharedCounter(AttemptCounter Counter, AttemptLimit Limit);
