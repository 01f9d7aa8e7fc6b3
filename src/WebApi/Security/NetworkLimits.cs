using System.Threading.RateLimiting;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Throttling;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Limits the rate of anonymous and costly requests per network, and per IPv6 /56 and /48 around it. Each anonymous endpoint names one
/// of these limits.
/// </summary>
internal static class NetworkLimits
{
    /// <summary>The limit for requests that hash a password.</summary>
    public const string Credentials = "credentials";

    /// <summary>
    /// The limit for costly requests of logged-in callers, which hash a password or read all data of an account. It is separate from
    /// <see cref="Credentials"/>, so that one account cannot use up the logins of a network.
    /// </summary>
    public const string LoggedIn = "own account";

    /// <summary>The limit for all other requests. Many clients behind one address refresh their tokens here.</summary>
    public const string Tokens = "tokens";

    /// <summary>
    /// The maximum number of buckets per limit and prefix size. A hash that is random per process assigns networks to buckets. So an
    /// attacker with 2^32 IPv6 networks can neither exhaust the memory nor choose the bucket of a victim; to empty all buckets takes this
    /// many times the limit. The framework removes full buckets.
    /// </summary>
    private const int Buckets = 65_536;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddNetworkLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) => RejectAsync(context);
        });
        services.AddOptions<RateLimiterOptions>().Configure<ThrottlingOptions>((limiter, options) =>
        {
            Dictionary<string, int> limits = new()
            {
                [Credentials] = options.CredentialRequestsPerMinute,
                [LoggedIn] = options.CredentialRequestsPerMinute,
                [Tokens] = options.TokenRequestsPerMinute,
            };

            // Policies only name the limits. The global limiter counts, because a policy can count only one network per request.
            foreach (string name in limits.Keys)
            {
                limiter.AddPolicy(name, _ => RateLimitPartition.GetNoLimiter(0));
            }

            if (options.Enabled)
            {
                limiter.GlobalLimiter = LimiterOf(limits);
            }
        });
    }

    /// <summary>Returns the bucket of a network.</summary>
    public static int BucketOf(string network) =>
        (int)((uint)network.GetHashCode(StringComparison.Ordinal) % Buckets);

    // The network of the client, then the larger prefixes around it, which have higher limits.
    private static NetworkLimiter LimiterOf(Dictionary<string, int> limits) => new(
    [
        PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
            PartitionOf(context, limits, ClientNetwork.Of(context.Connection.RemoteIpAddress), factor: 1)),
        .. ThrottlingOptions.PrefixRequestFactors.Select((factor, index) =>
            PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
                PartitionOf(context, limits, PrefixOf(context, index), factor))),
    ]);

    private static string? PrefixOf(HttpContext context, int index) =>
        ClientNetwork.PrefixesOf(context.Connection.RemoteIpAddress).ElementAtOrDefault(index);

    private static RateLimitPartition<(string Limit, int Bucket)> PartitionOf(
        HttpContext context,
        Dictionary<string, int> limits,
        string? network,
        int factor)
    {
        string? name = context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
        if (name is null || network is null)
        {
            return RateLimitPartition.GetNoLimiter(("", 0));
        }

        int perMinute = limits[name] * factor;
        return RateLimitPartition.GetTokenBucketLimiter(
            (name, BucketOf(network)),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = Minute / perMinute,
                QueueLimit = 0,
            });
    }

    private static ValueTask RejectAsync(OnRejectedContext context)
    {
        TimeSpan retryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Minute;
        return new ValueTask(ErrorMapper.Map(new ThrottledException(retryAfter)).WriteAsync(context.HttpContext));
    }
}
