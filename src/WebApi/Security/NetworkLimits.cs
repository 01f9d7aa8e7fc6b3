using System.Threading.RateLimiting;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Security;

/// <summary>How often one network may call what is anonymous or costs much. Each anonymous endpoint names one of these limits.</summary>
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
    /// How many buckets a limit has at most. Networks fall into them by a hash that is different in every process, so that
    /// an IPv6 provider's 2^32 networks neither fill the memory nor aim at anybody: to empty all buckets takes this many
    /// times the limit. The framework drops those that are full again.
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
            limiter.AddPolicy(Credentials, context => BucketOf(context, options.Enabled, options.CredentialRequestsPerMinute));
            limiter.AddPolicy(OwnAccount, context => BucketOf(context, options.Enabled, options.CredentialRequestsPerMinute));
            limiter.AddPolicy(Tokens, context => BucketOf(context, options.Enabled, options.TokenRequestsPerMinute));
        });
    }

    /// <summary>The bucket that a network draws from.</summary>
    public static int BucketOf(string network) =>
        (int)((uint)network.GetHashCode(StringComparison.Ordinal) % Buckets);

    private static RateLimitPartition<int> BucketOf(HttpContext context, bool isEnabled, int perMinute) => isEnabled
        ? RateLimitPartition.GetTokenBucketLimiter(
            BucketOf(ClientNetwork.Of(context.Connection.RemoteIpAddress)),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = Minute / perMinute,
                QueueLimit = 0,
            })
        : RateLimitPartition.GetNoLimiter(0);

    private static ValueTask RejectAsync(OnRejectedContext context)
    {
        TimeSpan retryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Minute;
        return new ValueTask(ErrorMapper.Map(new ThrottledException(retryAfter)).WriteAsync(context.HttpContext));
    }
}
