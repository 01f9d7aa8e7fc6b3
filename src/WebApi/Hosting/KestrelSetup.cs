using System.Security.Authentication;
using System.Text;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The limits of the server, so that no client takes more than its share.</summary>
internal static class KestrelSetup
{
    /// <summary>The largest body that is accepted, in bytes; the largest that a client needs is a profile with a long bio.</summary>
    public const int MaxBodySize = 64 * 1024;

    // A body up to this size is read to its end and refused. Of a larger one the connection is closed at once, which a
    // client that is still writing may see as a broken pipe instead of the answer.
    private const int MaxDrainedBodySize = 4 * 1024 * 1024;

    // What a client may send ahead of its being read; by default it is a megabyte for each connection.
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
                WriteTimeoutResponse = TimeoutAnswer.AnswerAsync,
            });
    }

    private static void Apply(LimitOptions limits, KestrelServerOptions kestrel)
    {
        MinDataRate rate = new(limits.MinBytesPerSecond, RateGrace);
        kestrel.AddServerHeader = false;

        // RFC 9110 section 5.5: any byte may be in a header. By default one that is not UTF-8 is refused without a body.
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
