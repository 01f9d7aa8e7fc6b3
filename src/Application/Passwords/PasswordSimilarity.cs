using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CleanAuth.Domain;

namespace CleanAuth.Application.Passwords;

/// <summary>Decides whether a password is similar to a name, ignoring case, Unicode form, blanks and punctuation.</summary>
internal static partial class PasswordSimilarity
{
    // Shorter words occur in unrelated passwords by chance.
    private const int ShortestWord = 3;

    // A full name can have 20,000 characters, with long runs of combining marks if it was imported. Use its beginning only, because
    // normalising such a text is slow. Every username and address is shorter.
    private const int MaxNameLength = 512;

    /// <summary>Returns whether more than half of the password consists of the name, of words of it, or of a part of it.</summary>
    public static bool IsSimilar(string password, string name)
    {
        string beginning = name.Shorten(MaxNameLength);
        string simplePassword = Simplify(password);
        string simpleName = Simplify(beginning);
        string unmatched = simpleName.Contains(simplePassword, StringComparison.Ordinal)
            ? ""
            : Remove(WordsOf(beginning).Prepend(simpleName), simplePassword);
        int matchedLength = simplePassword.Length - unmatched.Length;

        // Blanks and punctuation of the password count as unmatched, so compare with its whole length.
        return 2 * matchedLength > Fold(password).Length || password == name;
    }

    private static string Remove(IEnumerable<string> words, string text) => words
        .Where(word => word.Length > 0)
        .Aggregate(text, (remaining, word) => remaining.Replace(word, "", StringComparison.Ordinal));

    private static IEnumerable<string> WordsOf(string name) =>
        Separators().Split(name).Select(Simplify).Where(word => word.Length >= ShortestWord);

    private static string Simplify(string text) => Fold(string.Concat(text.EnumerateRunes().Where(IsCompared)));

    private static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    private static bool IsCompared(Rune character) =>
        !Rune.IsWhiteSpace(character)
        && !Rune.IsPunctuation(character)
        && Rune.GetUnicodeCategory(character)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"[\W_]+")]
    private static partial Regex Separators();
}
