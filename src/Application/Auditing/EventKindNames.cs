using System.Collections.Frozen;
using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Auditing;

/// <summary>The names of event kinds in the API, such as <c>logged_in</c>.</summary>
public static class EventKindNames
{
    private static readonly FrozenDictionary<string, SecurityEventKind> Kinds =
        Enum.GetValues<SecurityEventKind>().ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>All names in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Keys.Order(StringComparer.Ordinal)];

    public static bool Exists(string name) => Kinds.ContainsKey(name);

    public static SecurityEventKind Parse(string name) => Kinds[name];

    public static string NameOf(SecurityEventKind kind) => WireName.Of(kind);
}
