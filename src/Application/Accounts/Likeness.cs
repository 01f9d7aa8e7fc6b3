using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Whether a password is made of a name. Letter case, Unicode form, blanks and punctuation hide nothing.
/// </summary>
internal static partial class Likeness
{
    // Shorter words are found in many a good password by chance.
    private const int ShortestWord = 3;

    /// <summary>More than half of the password is the name or words of it, or a piece of the name.</summary>
    public static bool IsLike(string password, string name)
    {
        string essence = EssenceOf(password);
        string wholeName = EssenceOf(name);
        string rest = wholeName.Contains(essence, StringComparison.Ordinal) ? "" : Without(WordsOf(name).Prepend(wholeName), essence);
        int taken = essence.Length - rest.Length;
        return 2 * taken > AccountName.Normalize(password).Length || password == name;
    }

    private static string Without(IEnumerable<string> words, string text) => words
        .Where(word => word.Length > 0)
        .Aggregate(text, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));

    private static IEnumerable<string> WordsOf(string name) =>
        Separators().Split(name).Select(EssenceOf).Where(word => word.Length >= ShortestWord);

    private static string EssenceOf(string text) =>
        AccountName.Normalize(string.Concat(text.EnumerateRunes().Where(IsEssential)));

    private static bool IsEssential(Rune character) =>
        !Rune.IsWhiteSpace(character)
        && !Rune.IsPunctuation(character)
        && Rune.GetUnicodeCategory(character)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"[\W_]+")]
    private static partial Regex Separators();
}
