using System.Threading.RateLimiting;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Limits the rate of anonymous and costly requests per network, and per IPv6 /56 and /48 around it. Each anonymous endpoint names one
/// of these limits.
/// </summary>
internal static class NetworkLimits
{
    /// <summary>Of what makes the service hash a password.</summary>
    public const string Credentials = "credentials";

    /// <summary>
    /// Of what hashes the password of a caller who is signed in, or reads all that the account has: one account must not keep
    /// all others from logging in, nor use up the logins of its network.
    /// </summary>
    public const string OwnAccount = "own account";

    /// <summary>Of the rest; many clients behind one address refresh their tokens here.</summary>
    public const string Tokens = "tokens";

    /// <summary>
    /// How many buckets a limit has at most for networks of a size. Networks fall into them by a hash that is different in every
    /// process, so that an IPv6 provider's 2^32 networks neither fill the memory nor aim at a chosen victim: to empty all buckets
    /// takes this many times the limit. The framework drops those that are full again.
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
                [OwnAccount] = options.CredentialRequestsPerMinute,
                [Tokens] = options.TokenRequestsPerMinute,
            };

            // The policies are the names that endpoints use. The limiter below counts, as a policy counts for one network only.
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

    /// <summary>The bucket that a network draws from.</summary>
    public static int BucketOf(string network) =>
        (int)((uint)network.GetHashCode(StringComparison.Ordinal) % Buckets);

    // The network of the client, then the prefixes around it, which may send more.
    private static NetworkLimiter LimiterOf(Dictionary<string, int> limits) => new(
    [
        PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
            PartitionOf(context, limits, ClientNetwork.Of(context.Connection.RemoteIpAddress), factor: 1)),
        .. ThrottlingOptions.RequestsOfPrefixes.Select((factor, index) => PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
            PartitionOf(context, limits, ClientNetwork.PrefixesOf(context.Connection.RemoteIpAddress).ElementAtOrDefault(index), factor))),
    ]);

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
