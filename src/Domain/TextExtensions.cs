namespace CleanAuth.Domain;

public static class TextExtensions
{
    /// <summary>Cuts a text to a length, never inside a surrogate pair: databases refuse half a pair.</summary>
    public static string Shorten(this string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
