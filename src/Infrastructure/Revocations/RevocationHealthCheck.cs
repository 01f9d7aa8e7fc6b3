using CleanAuth.Infrastructure.Tokens;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>Checks that this instance has read the revocations recently enough to serve.</summary>
internal sealed class RevocationHealthCheck(RevocationSet set, JwtOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        TimeSpan lag = set.Lag;
        Dictionary<string, object> data = new() { ["revocation_lag_milliseconds"] = (long)lag.TotalMilliseconds };
        return Task.FromResult(lag <= options.RevocationMaxStaleness
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Unhealthy("Revocations are stale.", data: data));
    }
}
