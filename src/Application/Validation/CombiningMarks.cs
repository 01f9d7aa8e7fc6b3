using System.Globalization;
using System.Text;

namespace CleanAuth.Application.Validation;

/// <summary>
/// Refuses long runs of combining marks before a text is normalised: normalisation sorts each run in quadratic time.
/// No language has more than 30 in a row (UAX #15, Stream-Safe Text Format).
/// </summary>
internal static class CombiningMarks
{
    public const string Message = "Ensure this field has no more than 30 combining characters in a row.";

    private const int Longest = 30;

    public static bool HasLongRun(string text)
    {
        int run = 0;
        foreach (Rune character in text.EnumerateRunes())
        {
            run = IsMark(character) ? run + 1 : 0;
            if (run > Longest)
            {
                return true;
            }
        }

        return false;
    }

    // The two half-width sound marks have the category of letters, but NFKC turns them into marks.
    private static bool IsMark(Rune character) =>
        character.Value is 0xFF9E or 0xFF9F
        || Rune.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
