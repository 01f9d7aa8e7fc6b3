using System.Globalization;
using System.Text;

namespace CleanAuth.Application.Validation;

/// <summary>
/// Finds characters without a shape: controls, bidirectional controls, zero-width characters and all other default ignorables of
/// Unicode. With one of them, a name looks like the name of another account, or shows its letters in another order.
/// </summary>
internal static class InvisibleCharacters
{
    public const string Message = "Ensure this field has no invisible characters.";

    /// <summary>Returns whether the text contains an invisible character. U+0000 does not count, because it has its own message.</summary>
    public static bool AnyIn(string text) => text.EnumerateRunes().Any(IsInvisible);

    private static bool IsInvisible(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control => character.Value != 0,
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => IsIgnorable(character.Value),
    };

    // These have the Unicode property Default_Ignorable_Code_Point, but not the category Format: joiners, fillers, vowels without a shape,
    // variation selectors and tags. U+2800, the empty Braille pattern, looks like a blank and is not trimmed.
    private static bool IsIgnorable(int codePoint) => codePoint
        is 0x034F
        or (>= 0x115F and <= 0x1160)
        or (>= 0x17B4 and <= 0x17B5)
        or (>= 0x180B and <= 0x180F)
        or 0x2065
        or 0x2800
        or 0x3164
        or (>= 0xFE00 and <= 0xFE0F)
        or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8)
        or (>= 0xE0000 and <= 0xE0FFF);
}
