using System.Text.Json;

namespace CleanAuth.Application;

/// <summary>The name of an enum value in the API and in templates, such as <c>password_changed</c>.</summary>
public static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");
}
