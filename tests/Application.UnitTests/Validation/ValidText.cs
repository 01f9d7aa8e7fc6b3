using CleanAuth.Application.Validation;

using static CleanAuth.Application.UnitTests.Validation.InvalidText;

namespace CleanAuth.Application.UnitTests.Validation;

/// <summary>Valid values at the limits of the rules.</summary>
internal static class ValidText
{
    public static IEnumerable<TestCaseData> Usernames =>
    [
        Row("one letter", "a"),
        Row("255 letters", Letters(255)),
        Row("255 emoji", Repeat("😀", 255)),
        Row("14 characters that normalise to 252", Repeat("ﷺ", 14)),
        Row("blanks within", "Ada King"),
        Row("30 marks in a row, twice", "a" + Marks(30) + "b" + Marks(30)),
        Row("from right to left", "עדה"),
    ];

    public static IEnumerable<TestCaseData> Passwords =>
    [
        Row("8 letters", Letters(8)),
        Row("8 emoji", Repeat("😀", 8)),
        Row("8 blanks", "        "),
        Row("128 letters", Letters(128)),
        Row("128 emoji", Repeat("😀", 128)),
        Row("127 marks in a row", "a" + Marks(127)),
    ];

    public static IEnumerable<TestCaseData> LoginEmails =>
    [
        Row("no address", "ada"),
        Row("255 emoji", Repeat("😀", 255)),
    ];

    public static IEnumerable<TestCaseData> LoginPasswords =>
    [
        Row("one letter", "a"),
        Row("128 emoji", Repeat("😀", 128)),
        Row("127 marks in a row", "a" + Marks(127)),
    ];

    public static IEnumerable<TestCaseData> Tokens =>
    [
        Row("no token", "a"),
        Row("20,000 letters", Letters(20_000)),
    ];

    public static IEnumerable<TestCaseData> Bios =>
    [
        Row("absent", default),
        Row("null", Field<string>.Null),
        Row("100,000 letters", Letters(100_000)),
        Row("100 marks in a row", "a" + Marks(100)),
    ];

    public static IEnumerable<TestCaseData> FullNames =>
    [
        Row("absent", default),
        Row("null", Field<string>.Null),
        Row("20,000 emoji", Repeat("😀", 20_000)),
        Row("30 marks in a row, many times", Repeat("a" + Marks(30), 600)),
    ];

    private static TestCaseData Row(string name, Field<string> text) => new TestCaseData(text).SetArgDisplayNames(name);
}
