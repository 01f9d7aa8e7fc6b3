using System.Globalization;
using System.Text;

namespace CleanAuth.Application.Validation;

/// <summary>
/// Normalisation sorts each run of combining marks, which takes time that grows with the square of its length. No text of any
/// language has more than 30 in a row (UAX #15, Stream-Safe Text Format), so longer runs are refused before anything is normalised.
/// </summary>
internal static class CombiningMarks
{
    public const string Message = "Ensure this field has no more than 30 combining characters in a row.";

    private const int Longest = 30;

    public static bool AreTooMany(string text)
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

    // The two half-width sound marks are letters until NFKC makes them marks, and would hide a long run from a look at categories.
    private static bool IsMark(Rune character) =>
        character.Value is 0xFF9E or 0xFF9F
        || Rune.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
