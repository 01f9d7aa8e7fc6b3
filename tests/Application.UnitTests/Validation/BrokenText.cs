using CleanAuth.Application.Abstractions;

namespace CleanAuth.Application.UnitTests.Validation;

/// <summary>Members that break a rule, each with all the messages that it earns.</summary>
internal static class BrokenText
{
    private const string NotValidEmail = "Enter a valid email address.";
    private const string NotText = "Not a valid string.";
    private const string NoNul = "Null characters are not allowed.";

    public static IEnumerable<TestCaseData> Emails => [Absent, .. SentEmails];

    public static IEnumerable<TestCaseData> SentEmails =>
    [
        .. WithoutValue(NotValidEmail),
        Row("no address", "ada", NotValidEmail),
        Row("a blank only", " ", NotValidEmail),
        Row("255 characters", Letters(243) + "@example.com", "Ensure this field has no more than 254 characters."),
        Row("longer when normalised", Letters(240) + "@㌀㌀㌀㌀.com", "Ensure this field has no more than 254 characters."),
        Row("NUL", "a\0@example.com", NoNul, NotValidEmail),
        Row("NUL in 255 characters", "\0" + Letters(254), "Ensure this field has no more than 254 characters.", NoNul),
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
    ];

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

    /// <summary>At login only what cannot be looked up at all is told from a wrong address.</summary>
    public static IEnumerable<TestCaseData> LoginEmails =>
    [
        Absent,
        .. WithoutValue(NotText),
        Row("256 letters", Letters(256), "Ensure this field has no more than 255 characters."),
        Row("256 emoji", Repeat("😀", 256), "Ensure this field has no more than 255 characters."),
        Row("NUL", "a\0@example.com", NoNul),
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
        Row("20,001 emoji", Repeat("😀", 20_001), "Ensure this field has no more than 20000 characters."),
    ];

    private static TestCaseData Absent => Row("absent", default, "This field is required.");

    public static string Letters(int count) => new('a', count);

    public static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

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
