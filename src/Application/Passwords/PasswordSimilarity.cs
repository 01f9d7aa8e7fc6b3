using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CleanAuth.Domain;

namespace CleanAuth.Application.Passwords;

/// <summary>
/// Whether a password is made of a name. Letter case, Unicode form, blanks and punctuation hide nothing.
/// </summary>
internal static partial class PasswordSimilarity
{
    // Shorter words are found in many a good password by chance.
    private const int ShortestWord = 3;

    // Every username and address is shorter. A full name may be 20,000 characters long, stored before runs of combining marks
    // were refused, or imported: only its beginning is normalised and searched for.
    private const int MaxNameLength = 512;

    /// <summary>More than half of the password is the name or words of it, or a piece of the name.</summary>
    public static bool IsSimilar(string password, string name)
    {
        string beginning = name.Shorten(MaxNameLength);
        string essence = EssenceOf(password);
        string wholeName = EssenceOf(beginning);
        string rest = wholeName.Contains(essence, StringComparison.Ordinal)
            ? ""
            : Without(WordsOf(beginning).Prepend(wholeName), essence);
        int taken = essence.Length - rest.Length;
        return 2 * taken > Fold(password).Length || password == name;
    }

    private static string Without(IEnumerable<string> words, string text) => words
        .Where(word => word.Length > 0)
        .Aggregate(text, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));

    private static IEnumerable<string> WordsOf(string name) =>
        Separators().Split(name).Select(EssenceOf).Where(word => word.Length >= ShortestWord);

    private static string EssenceOf(string text) =>
        Fold(string.Concat(text.EnumerateRunes().Where(IsEssential)));

    private static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    private static bool IsEssential(Rune character) =>
        !Rune.IsWhiteSpace(character)
        && !Rune.IsPunctuation(character)
        && Rune.GetUnicodeCategory(character)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"[\W_]+")]
    private static partial Regex Separators();
}
