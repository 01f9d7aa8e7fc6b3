using System.Threading.RateLimiting;

namespace CleanAuth.WebApi.Security;

/// <summary>Accepts a request if every network of the client has a permit left.</summary>
internal sealed class NetworkLimiter(IReadOnlyList<PartitionedRateLimiter<HttpContext>> limiters) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) =>
        limiters.Select(limiter => limiter.GetStatistics(resource)).MinBy(statistics => statistics?.CurrentAvailablePermits);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        // Ask the limiter with the fewest permits first, so that a refused request costs the other networks nothing. Otherwise the
        // refused requests of one network would use the permits of its neighbors.
        RateLimitLease? lease = null;
        foreach (PartitionedRateLimiter<HttpContext> limiter in limiters.OrderBy(limiter => Available(limiter, resource)))
        {
            lease = limiter.AttemptAcquire(resource, permitCount);
            if (!lease.IsAcquired)
            {
                break;
            }
        }

        return lease!;
    }

    // There is no queue, so waiting is the same as an attempt now.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource,
        int permitCount,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(resource, permitCount));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (PartitionedRateLimiter<HttpContext> limiter in limiters)
            {
                limiter.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static long Available(PartitionedRateLimiter<HttpContext> limiter, HttpContext resource) =>
        limiter.GetStatistics(resource)?.CurrentAvailablePermits ?? long.MaxValue;
}
