using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Validation;

/// <summary>Invalid values, each with all its messages.</summary>
internal static class InvalidText
{
    private const string NotValidEmail = "Enter a valid email address.";
    private const string NotText = "Not a valid string.";
    private const string NoNul = "Null characters are not allowed.";
    private const string NoInvisible = "Ensure this field has no invisible characters.";
    private const string TooManyMarks = "Ensure this field has no more than 30 combining characters in a row.";

    public static IEnumerable<TestCaseData> Emails => [Absent, .. SentEmails];

    public static IEnumerable<TestCaseData> SentEmails =>
    [
        .. WithoutValue(NotValidEmail),
        Row("no address", "ada", NotValidEmail),
        Row("a blank only", " ", NotValidEmail),
        Row("255 characters", Letters(243) + "@example.com", "Ensure this field has no more than 254 characters."),
        Row("longer when normalised", Letters(240) + "@㌀㌀㌀㌀.com", "Ensure this field has no more than 254 characters."),
        Row("NUL", "a\0@example.com", NoNul, NotValidEmail),
        Row("NUL in 255 characters", "\0" + Letters(254), "Ensure this field has no more than 254 characters.", NoNul, NotValidEmail),
        Row("31 marks in a row", $"a{Marks(31)}@example.com", TooManyMarks),
    ];

    public static IEnumerable<TestCaseData> Usernames => [Absent, .. SentUsernames];

    public static IEnumerable<TestCaseData> SentUsernames =>
    [
        .. WithoutValue(NotText),
        Row("256 letters", Letters(256), "Ensure this field has no more than 255 characters."),
        Row("256 emoji", Repeat("😀", 256), "Ensure this field has no more than 255 characters."),
        Row("15 characters that normalise to 270", Repeat("ﷺ", 15), "Ensure this field has no more than 255 characters."),
        Row("255 characters that normalise to 4590", Repeat("ﷺ", 255), "Ensure this field has no more than 255 characters."),
        Row("NUL", "a\0da", NoNul),
        Row("NUL in 256 characters", "\0" + Letters(255), "Ensure this field has no more than 255 characters.", NoNul),
        Row("31 marks in a row", "a" + Marks(31), TooManyMarks),
        Row("marks, and letters that normalisation makes marks", "a" + Repeat("\u0315\uFF9E", 16), TooManyMarks),
        .. InvisibleCharacters,
    ];

    /// <summary>Characters that would make a name look like another name.</summary>
    public static IEnumerable<TestCaseData> InvisibleCharacters => new[]
    {
        "\u0001", "\n", "\t", "\u007F", "\u0085", "\u00AD", "\u034F", "\u061C", "\u115F", "\u17B4", "\u180B", "\u180E",
        "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u2028", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
        "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\u2800", "\u3164", "\uFE0F", "\uFEFF", "\uFFA0", "\U000E0041",
    }.Select(character => Row($"U+{char.ConvertToUtf32(character, 0):X4} within", $"a{character}da", NoInvisible));

    public static IEnumerable<TestCaseData> Passwords => [Absent, .. SentPasswords];

    public static IEnumerable<TestCaseData> SentPasswords =>
    [
        .. WithoutValue(NotText),
        Row("7 letters", Letters(7), "Ensure this field has at least 8 characters."),
        Row("7 emoji", Repeat("😀", 7), "Ensure this field has at least 8 characters."),
        Row("129 letters", Letters(129), "Ensure this field has no more than 128 characters."),
        Row("129 emoji", Repeat("😀", 129), "Ensure this field has no more than 128 characters."),
        Row("NUL", Letters(8) + "\0", NoNul),
        Row("NUL in 3 characters", "a\0a", "Ensure this field has at least 8 characters.", NoNul),
    ];

    /// <summary>A login reports only values that the database cannot look up; other invalid values fail like an unknown address.</summary>
    public static IEnumerable<TestCaseData> LoginEmails =>
    [
        Absent,
        .. WithoutValue(NotText),
        Row("256 letters", Letters(256), "Ensure this field has no more than 255 characters."),
        Row("256 emoji", Repeat("😀", 256), "Ensure this field has no more than 255 characters."),
        Row("NUL", "a\0@example.com", NoNul),
        Row("31 marks in a row", "a" + Marks(31), TooManyMarks),
    ];

    public static IEnumerable<TestCaseData> LoginPasswords =>
    [
        Absent,
        .. WithoutValue(NotText),
        Row("129 letters", Letters(129), "Ensure this field has no more than 128 characters."),
        Row("129 emoji", Repeat("😀", 129), "Ensure this field has no more than 128 characters."),
        Row("NUL", "a\0", NoNul),
    ];

    public static IEnumerable<TestCaseData> Tokens => [Absent, .. WithoutValue(NotText), Row("NUL", "a.b\0.c", NoNul)];

    public static IEnumerable<TestCaseData> Bios =>
    [
        Row("malformed", Field<string>.Malformed, NotText),
        Noncharacter(NotText),
        Row("NUL", "a\0", NoNul),
    ];

    public static IEnumerable<TestCaseData> FullNames =>
    [
        .. Bios,
        Row("31 marks in a row", "a" + Marks(31), TooManyMarks),
        Row("10,000 marks of each of two kinds", "a" + Repeat("\u0315", 10_000) + Repeat("\u0316", 9_999), TooManyMarks),
        Row("20,001 emoji", Repeat("😀", 20_001), "Ensure this field has no more than 20000 characters."),
    ];

    private static TestCaseData Absent => Row("absent", default, "This field is required.");

    public static string Letters(int count) => new('a', count);

    public static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static string Marks(int count) => new('\u0301', count);

    private static TestCaseData[] WithoutValue(string typeMessage) =>
    [
        Row("null", Field<string>.Null, "This field may not be null."),
        Row("malformed", Field<string>.Malformed, typeMessage),
        Row("blank", "", "This field may not be blank."),
        Noncharacter(typeMessage),
    ];

    private static TestCaseData Noncharacter(string typeMessage) => Row("U+FFFE", "correct\uFFFEhorse", typeMessage);

    private static TestCaseData Row(string name, Field<string> text, params string[] messages) =>
        new TestCaseData(text, messages).SetArgDisplayNames(name);
}
