using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>One attempt to log in, and the counters that it counts against.</summary>
internal sealed class LoginAttempt(AttemptCounter own, IReadOnlyList<SharedCounter> shared)
{
    /// <summary>The counter of the caller's network.</summary>
    public AttemptCounter Own { get; set; } = own;

    /// <summary>The counters that the network shares with other unknown networks: those of its prefixes, and the one of all.</summary>
    public IReadOnlyList<SharedCounter> Shared { get; } = shared;

    public bool IsFromKnownNetwork { get; set; }

    /// <summary>The shared counters that this attempt counts against.</summary>
    public IReadOnlyList<SharedCounter> Counted => IsFromKnownNetwork ? [] : Shared;

    public IReadOnlyList<string> Ids => [Own.Id, .. SharedIds];

    public IReadOnlyList<string> SharedIds => [.. Shared.Select(shared => shared.Counter.Id)];

    /// <summary>An attempt whose counters are not read yet.</summary>
    public static LoginAttempt Create(string email, string? network, ThrottlingOptions options) => new(
        AttemptCounter.OfLogin(email, ClientNetwork.Of(network)),
        [
            // The narrowest first: a network that its prefix refuses must not use up the attempts of all unknown networks.
            .. ClientNetwork.PrefixesOf(network).Zip(
                options.UnknownPrefixes,
                (prefix, limit) => new SharedCounter(AttemptCounter.OfLogin(email, prefix), limit)),
            new SharedCounter(AttemptCounter.OfLogin(email, AttemptCounter.AllUnknownNetworks), options.AllUnknownNetworks),
        ]);
}

/// <summary>A counter that several networks share, and its limit.</summary>
internal sealed class SharedCounter(AttemptCounter counter, AttemptLimit limit)
{
    public AttemptCounter Counter { get; set; } = counter;

    public AttemptLimit Limit { get; } = limit;
}
