namespace CleanAuth.Domain.Accounts;

/// <summary>
/// Permissions without duplicates, in alphabetical order. <see cref="Text"/> separates the names with spaces, like scopes in RFC 6749.
/// </summary>
public sealed record PermissionSet
{
    private const char Separator = ' ';

    private PermissionSet(string text) => Text = text;

    public static PermissionSet None { get; } = new("");

    public string Text { get; }

    public IReadOnlyList<string> Names => Text.Length == 0 ? [] : Text.Split(Separator);

    public static PermissionSet Create(IEnumerable<string> names) =>
        new(string.Join(Separator, names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    /// <summary>Parses a stored <see cref="Text"/>.</summary>
    public static PermissionSet Parse(string text) => text.Length == 0 ? None : new PermissionSet(text);

    // An interpolated text is never null, not even for an instance that was created without the constructor.
    public override string ToString() => $"{Text}";
}
