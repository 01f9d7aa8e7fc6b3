using System.Globalization;

namespace CleanAuth.Application.Abstractions.Persistence;

/// <summary>Tells one state of an account or group from another, in a few characters that mean nothing else.</summary>
public static class EntityVersion
{
    public static string Of(DateTimeOffset updatedAt) => updatedAt.UtcTicks.ToString("x", CultureInfo.InvariantCulture);
}
