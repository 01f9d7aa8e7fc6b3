namespace CleanAuth.Domain;

public static class TextExtensions
{
    /// <summary>The beginning of a text. A character of two code units stays whole: a database takes no half of one.</summary>
    public static string Shorten(this string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
