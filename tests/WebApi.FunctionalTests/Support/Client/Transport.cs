using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>Where clients send and receive their refresh tokens.</summary>
internal enum Transport
{
    Body,
    Cookie,
}

internal static class Transports
{
    /// <summary>Bodies on each provider; cookies on one, because the provider makes no difference to them.</summary>
    public static readonly object[][] WithProviders =
    [
        .. ServiceStorage.Providers.Select(provider => new object[] { provider, Transport.Body }),
        [DatabaseProvider.Sqlite, Transport.Cookie],
    ];
}
