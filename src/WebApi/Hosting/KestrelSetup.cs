using System.Security.Authentication;
using System.Text;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The limits of the server: connections, sizes, rates and timeouts.</summary>
internal static class KestrelSetup
{
    /// <summary>The largest accepted body in bytes. The largest valid body is a profile with a long bio.</summary>
    public const int MaxBodySize = 64 * 1024;

    // A refused body up to this size is read to the end, so that the client receives the response. For a larger body the connection is
    // closed at once, and a client that is still writing may get a broken pipe instead of the response.
    private const int MaxDrainedBodySize = 4 * 1024 * 1024;

    // The unread input that is buffered per connection; the default is 1 MB.
    private const int MaxBufferedInput = 128 * 1024;

    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    public static void AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) => Apply(limits.Value, kestrel));
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((timeouts, limits) =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = limits.Value.RequestTimeout,
                WriteTimeoutResponse = TimeoutResponse.WriteAsync,
            });
    }

    private static void Apply(LimitOptions limits, KestrelServerOptions kestrel)
    {
        MinDataRate rate = new(limits.MinBytesPerSecond, RateGrace);
        kestrel.AddServerHeader = false;

        // RFC 9110 section 5.5: a header may have any byte. By default Kestrel refuses headers that are not UTF-8, with an empty response.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = MaxDrainedBodySize;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(MaxBufferedInput, limits.MaxHeadersSize);
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeadersSize;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = rate;
        kestrel.Limits.MinResponseDataRate = rate;
        kestrel.Limits.Http2.InitialConnectionWindowSize = MaxBufferedInput;
        kestrel.Limits.Http2.InitialStreamWindowSize = MaxBufferedInput;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = limits.MaxHeadersSize;
    }
}
