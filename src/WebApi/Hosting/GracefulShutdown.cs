using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

/// <summary>
/// Delays the shutdown by <see cref="LimitOptions.ShutdownDelay"/>. A load balancer keeps sending requests until its probe fails, so the
/// service still handles them. Each response closes the connection.
/// </summary>
internal sealed class GracefulShutdown(IHostApplicationLifetime lifetime, IOptions<LimitOptions> limits, TimeProvider clock)
    : IHostedLifecycleService, IHealthCheck, IMiddleware
{
    private bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HasBegun ? HealthCheckResult.Unhealthy("The service is stopping.") : HealthCheckResult.Healthy());

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (HasBegun)
            {
                // Connection: close over HTTP/1.1, GOAWAY over HTTP/2.
                context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Runs before the server and the background services are stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        await Task.Delay(limits.Value.ShutdownDelay, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
