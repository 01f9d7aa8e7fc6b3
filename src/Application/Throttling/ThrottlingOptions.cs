using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// The section <c>Throttling</c>. A network is an IPv4 address or an IPv6 /64. The /56 and /48 around an IPv6 network have higher limits
/// of their own, because one customer may have a whole prefix.
/// </summary>
public sealed record ThrottlingOptions
{
    public const string Section = "Throttling";

    /// <summary>
    /// The factors by which the request limits of a /56 and a /48 exceed that of one network. A /48 of a mobile provider can contain
    /// 65,536 phones.
    /// </summary>
    public static readonly int[] PrefixRequestFactors = [4, 16];

    /// <summary>
    /// The factors by which the attempt limits of a /56 and a /48 exceed that of one unknown network. With the defaults they stay below
    /// <see cref="TriesOfAllStrangers"/>, so one customer cannot use up the attempts of all unknown networks.
    /// </summary>
    private static readonly int[] PrefixAttemptFactors = [2, 4];

    /// <summary>
    /// The limit of password changes by the holder of an account. It is lower than the limit of reset links, so an attacker who knows the
    /// password cannot void all of them.
    /// </summary>
    internal static readonly AttemptLimit PasswordChanges = new(MaxAttempts: 5, AttemptsWithoutPause: 5, TimeSpan.FromHours(1));

    /// <summary>
    /// The limit of deletions and address changes of unverified accounts with one address. Otherwise an attacker could register and delete
    /// the address repeatedly and void every link that its owner requests. At the limit, the account stays and the owner's links work.
    /// </summary>
    internal static readonly AttemptLimit UnverifiedAddressChanges = new(MaxAttempts: 3, AttemptsWithoutPause: 3, TimeSpan.FromHours(1));

    private const int MaxTries = 1_000_000;

    public bool Enabled { get; init; } = true;

    /// <summary>The number of requests per minute that one network may send to register, log in or obtain tokens.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:CredentialRequestsPerMinute between 1 and 1000000, for instance 60.")]
    public int CredentialRequestsPerMinute { get; init; } = 60;

    /// <summary>The number of requests per minute that one network may send to the anonymous endpoints for tokens and keys.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TokenRequestsPerMinute between 1 and 1000000, for instance 1200.")]
    public int TokenRequestsPerMinute { get; init; } = 1_200;

    /// <summary>The number of attempts per account that an unknown network has without a pause.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:FreeTries between 1 and 1000000, for instance 5.")]
    public int FreeTries { get; init; } = 5;

    /// <summary>The number of attempts per account and window that an unknown network has.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfStrangeNetwork between 1 and 1000000, for instance 10.")]
    public int TriesOfStrangeNetwork { get; init; } = 10;

    /// <summary>The number of attempts per account and window that all unknown networks have together.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfAllStrangers between 1 and 1000000, for instance 100.")]
    public int TriesOfAllStrangers { get; init; } = 100;

    /// <summary>The number of attempts per account and window that a known network has.</summary>
    [Range(1, MaxTries, ErrorMessage = "Set Throttling:TriesOfKnownNetwork between 1 and 1000000, for instance 100.")]
    public int TriesOfKnownNetwork { get; init; } = 100;

    /// <summary>The time without attempts after which earlier attempts no longer count.</summary>
    [Duration("00:01:00", "1.00:00:00", ErrorMessage = "Set Throttling:Window between a minute and a day, for instance 01:00:00.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a login its network is a known network of the account.</summary>
    [Duration(
        "1.00:00:00",
        "365.00:00:00",
        ErrorMessage = "Set Throttling:KnownNetworkLifetime between a day and a year, for instance 30.00:00:00.")]
    public TimeSpan KnownNetworkLifetime { get; init; } = TimeSpan.FromDays(30);

    internal AttemptLimit UnknownNetwork => new(TriesOfStrangeNetwork, FreeTries, Window);

    internal AttemptLimit AllUnknownNetworks => new(TriesOfAllStrangers, TriesOfAllStrangers, Window);

    /// <summary>The limits of the /56 and the /48 around an unknown network.</summary>
    internal IEnumerable<AttemptLimit> UnknownPrefixes =>
        PrefixAttemptFactors.Select(factor => new AttemptLimit(TriesOfStrangeNetwork * factor, TriesOfStrangeNetwork * factor, Window));

    internal AttemptLimit KnownNetwork => new(TriesOfKnownNetwork, TriesOfKnownNetwork, Window);
}
