using System.Text.Json;

namespace CleanAuth.Application;

/// <summary>The name by which clients, templates and lists know a value of an enum, such as <c>password_changed</c>.</summary>
public static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");
}
