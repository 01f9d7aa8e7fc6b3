using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CleanAuth.WebApi;

internal static class KestrelSetup
{
    /// <summary>The largest body that is accepted, in bytes; the largest that a client needs is a profile with a long bio.</summary>
    public const int MaxBodySize = 64 * 1024;

    // A body up to this size is read to its end and refused. Of a larger one the connection is closed at once, which a
    // client that is still writing may see as a broken pipe instead of the answer.
    private const int MaxDrainedBodySize = 4 * 1024 * 1024;

    public static void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = MaxDrainedBodySize;
    }
}
