using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The section <c>Limits</c>: what one client may take of the server.</summary>
public sealed record LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Connections that are open at once; one more is closed at once.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Limits:MaxConnections between 1 and 1000000, for instance 10000.")]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>All headers of a request together, in bytes; the longest access token has 8 KiB.</summary>
    [Range(10 * 1024, 1024 * 1024, ErrorMessage = "Set Limits:MaxHeadersSize between 10240 and 1048576 bytes, for instance 16384.")]
    public int MaxHeadersSize { get; init; } = 16 * 1024;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Limits:HeadersTimeout between a second and 5 minutes, for instance 00:00:15.")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Below this many bytes a second, after the first five seconds, a body or the reading of an answer is given up.</summary>
    [Range(1, 1024 * 1024, ErrorMessage = "Set Limits:MinBytesPerSecond between 1 and 1048576, for instance 240.")]
    public int MinBytesPerSecond { get; init; } = 240;

    /// <summary>How long a request may take, from its headers to its answer.</summary>
    [Duration("00:00:01", "00:10:00", ErrorMessage = "Set Limits:RequestTimeout between a second and 10 minutes, for instance 00:00:30.")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection stays open without a request; longer than the proxy in front keeps one.</summary>
    [Duration("00:00:01", "01:00:00", ErrorMessage = "Set Limits:KeepAliveTimeout between a second and an hour, for instance 00:02:10.")]
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How long the service is not ready but still serves after the signal to stop; longer than a balancer takes to notice.</summary>
    [Duration("00:00:00", "00:05:00", ErrorMessage = "Set Limits:ShutdownDelay between 0 and 5 minutes, for instance 00:00:10.")]
    public TimeSpan ShutdownDelay { get; init; }
}
