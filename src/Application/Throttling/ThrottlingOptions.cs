using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// The section <c>Throttling</c>. A network is an IPv4 address or an IPv6 /64. The /56 and the /48 around it have limits of their
/// own, as one customer may have them: a multiple of what a network may do.
/// </summary>
public sealed record ThrottlingOptions
{
    public const string Section = "Throttling";

    /// <summary>How many times the requests of a network its /56 and its /48 may send. In a /48 of a mobile provider are 65,536 phones.</summary>
    public static readonly int[] PrefixRequestFactors = [4, 16];

    /// <summary>
    /// How many times the tries of a strange network at one account its /56 and its /48 have. With the defaults they stay below
    /// <see cref="TriesOfAllStrangers"/>, so one customer cannot use up the tries of all strangers.
    /// </summary>
    private static readonly int[] PrefixAttemptFactors = [2, 4];

    /// <summary>
    /// How often the holder of an account changes its password in an hour. It is less than the links that an owner may ask for, so
    /// that a thief who knows the password cannot void them all.
    /// </summary>
    internal static readonly AttemptLimit PasswordChanges = new(MaxAttempts: 5, AttemptsWithoutPause: 5, TimeSpan.FromHours(1));

    /// <summary>
    /// How often accounts leave one address in an hour whose holders never verified it, by a deletion or for another address. A stranger who
    /// registers the address again each time would void every link that its owner asks for; afterwards an account stays for the owner.
    /// </summary>
    internal static readonly AttemptLimit UnverifiedAddressChanges = new(MaxAttempts: 3, AttemptsWithoutPause: 3, TimeSpan.FromHours(1));

    private const int MaxTries = 1_000_000;

    public bool Enabled { get; init; } = true;

    /// <summary>How often a minute one network may register, log in or obtain tokens.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:CredentialRequestsPerMinute between 1 and 1000000, for instance 60.")]
    public int CredentialRequestsPerMinute { get; init; } = 60;

    /// <summary>How often a minute one network may use each of the other anonymous endpoints' group: tokens and keys.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TokenRequestsPerMinute between 1 and 1000000, for instance 1200.")]
    public int TokenRequestsPerMinute { get; init; } = 1_200;

    /// <summary>How many tries at one account a network that is strange to it has before it must pause between them.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:FreeTries between 1 and 1000000, for instance 5.")]
    public int FreeTries { get; init; } = 5;

    /// <summary>How many tries at one account a network that is strange to it has in a window.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfStrangeNetwork between 1 and 1000000, for instance 10.")]
    public int TriesOfStrangeNetwork { get; init; } = 10;

    /// <summary>How many tries at one account all networks that are strange to it have in a window, taken together.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfAllStrangers between 1 and 1000000, for instance 100.")]
    public int TriesOfAllStrangers { get; init; } = 100;

    /// <summary>How many tries at one account a network has in a window from which that account logged in lately.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfKnownNetwork between 1 and 1000000, for instance 100.")]
    public int TriesOfKnownNetwork { get; init; } = 100;

    /// <summary>How long there must be no try until those before it are forgotten.</summary>
    [Duration("00:01:00", "1.00:00:00", ErrorMessage = "Set Throttling:Window between a minute and a day, for instance 01:00:00.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a login its network is one of the account's own.</summary>
    [Duration("1.00:00:00", "365.00:00:00", ErrorMessage = "Set Throttling:KnownNetworkLifetime between a day and a year, for instance 30.00:00:00.")]
    public TimeSpan KnownNetworkLifetime { get; init; } = TimeSpan.FromDays(30);

    internal AttemptLimit UnknownNetwork => new(TriesOfStrangeNetwork, FreeTries, Window);

    internal AttemptLimit AllUnknownNetworks => new(TriesOfAllStrangers, TriesOfAllStrangers, Window);

    /// <summary>The limits of the /56 and the /48 around a strange network.</summary>
    internal IEnumerable<AttemptLimit> UnknownPrefixes =>
        PrefixAttemptFactors.Select(factor => new AttemptLimit(TriesOfStrangeNetwork * factor, TriesOfStrangeNetwork * factor, Window));

    internal AttemptLimit KnownNetwork => new(TriesOfKnownNetwork, TriesOfKnownNetwork, Window);
}
