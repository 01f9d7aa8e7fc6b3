using System.Threading.RateLimiting;

namespace CleanAuth.WebApi.Security;

/// <summary>Lets a request through if every network that the client is in has a permit left.</summary>
internal sealed class NetworkLimiter(IReadOnlyList<PartitionedRateLimiter<HttpContext>> limiters) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) =>
        limiters.Select(limiter => limiter.GetStatistics(resource)).MinBy(statistics => statistics?.CurrentAvailablePermits);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        // The one with the fewest permits is asked first: a request that it refuses costs the other networks nothing. Otherwise
        // the refused requests of one network would use up the permits of its neighbours.
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

    // Nothing is queued.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
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
