using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CleanAuth.WebApi;

internal static class KestrelSetup
{
    /// <summary>The largest body that is read, in bytes; the largest that a client needs is a profile with a long bio.</summary>
    public const int MaxBodySize = 64 * 1024;

    public static void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = MaxBodySize;
    }
}
