using System.Globalization;

namespace CleanAuth.Domain.Accounts;

/// <summary>The version of an account or group as an opaque text, for ETag and If-Match (RFC 9110).</summary>
public static class EntityVersion
{
    public static string Of(DateTimeOffset updatedAt) => updatedAt.UtcTicks.ToString("x", CultureInfo.InvariantCulture);
}
