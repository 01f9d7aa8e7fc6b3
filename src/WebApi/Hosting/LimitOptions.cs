using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The section <c>Limits</c>: the limits of the server.</summary>
public sealed record LimitOptions
{
    public const string Section = "Limits";

    /// <summary>The number of open connections. Further connections are closed at once.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Limits:MaxConnections between 1 and 1000000, for instance 10000.")]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The size of all headers of a request in bytes. An access token has at most 8 KiB.</summary>
    [Range(10 * 1024, 1024 * 1024, ErrorMessage = "Set Limits:MaxHeadersSize between 10240 and 1048576 bytes, for instance 16384.")]
    public int MaxHeadersSize { get; init; } = 16 * 1024;

    /// <summary>The time for the headers of a request to arrive.</summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Limits:HeadersTimeout between a second and 5 minutes, for instance 00:00:15.")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The minimum rate in bytes per second for request bodies and responses, after the first five seconds.</summary>
    [Range(1, 1024 * 1024, ErrorMessage = "Set Limits:MinBytesPerSecond between 1 and 1048576, for instance 240.")]
    public int MinBytesPerSecond { get; init; } = 240;

    /// <summary>The time for a request, from its headers to its response.</summary>
    [Duration("00:00:01", "00:10:00", ErrorMessage = "Set Limits:RequestTimeout between a second and 10 minutes, for instance 00:00:30.")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for which a connection stays open without a request. Set it longer than the idle timeout of the proxy.</summary>
    [Duration("00:00:01", "01:00:00", ErrorMessage = "Set Limits:KeepAliveTimeout between a second and an hour, for instance 00:02:10.")]
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// The time after the stop signal in which the service is not ready but still serves requests. Set it longer than the probe interval
    /// of the load balancer.
    /// </summary>
    [Duration("00:00:00", "00:05:00", ErrorMessage = "Set Limits:ShutdownDelay between 0 and 5 minutes, for instance 00:00:10.")]
    public TimeSpan ShutdownDelay { get; init; }
}
