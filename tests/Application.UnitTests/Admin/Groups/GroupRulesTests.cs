using CleanAuth.Application.Admin.Groups.AddGroup;
using CleanAuth.Application.Admin.Groups.ChangeGroup;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.Groups;

/// <summary>Adding and changing a group have the same rules.</summary>
internal sealed class GroupRulesTests
{
    private const string TooLong = "Name: Ensure this field has no more than 150 characters.";
    private const string TooManyBytes = "Name: Ensure this field takes no more than 180 bytes in JSON.";

    private const string Invisible = "Name: Ensure this field has no invisible characters.";

    private static readonly string[] None = [];

    private static IEnumerable<TestCaseData> ValidNames =>
    [
        Row("one letter", "a"),
        Row("150 letters", InvalidText.Letters(150)),
        Row("15 emoji", InvalidText.Repeat("😀", 15)),
        Row("60 ideographs", InvalidText.Repeat("群", 60)),
        Row("blanks within", "First level support"),
    ];

    private static IEnumerable<TestCaseData> InvalidNames =>
    [
        Row("absent", default, "Name: This field is required."),
        Row("null", Field<string>.Null, "Name: This field may not be null."),
        Row("malformed", Field<string>.Malformed, "Name: Not a valid string."),
        Row("blank", "", "Name: This field may not be blank."),
        Row("151 letters", InvalidText.Letters(151), TooLong),
        Row("longer when normalised", InvalidText.Repeat("ﷺ", 9), TooLong),
        Row("more bytes than a token has room for", InvalidText.Repeat("群", 61), TooManyBytes),
        Row("more bytes when JSON escapes it", InvalidText.Repeat("\"", 91), TooManyBytes),
        Row("emoji, which JSON escapes here", InvalidText.Repeat("😀", 16), TooManyBytes),
        Row("a control character", "a\u0001", Invisible),
        Row("a bidirectional control", "a\u202Eb", Invisible),
        Row("31 marks in a row", "a" + InvalidText.Marks(31), "Name: Ensure this field has no more than 30 combining characters in a row."),
        Row("NUL", "a\0", "Name: Null characters are not allowed."),
    ];

    [TestCaseSource(nameof(ValidNames))]
    public async Task Name_WhenItIsWithinTheRules_IsValid(Field<string> name, string[] messages)
    {
        string[] failures = await FailuresAsync(name, GroupPorts.Rights);

        Assert.That(failures, Is.EqualTo(messages));
    }

    [TestCaseSource(nameof(InvalidNames))]
    public async Task Name_WhenItBreaksARule_IsRefused(Field<string> name, string[] messages)
    {
        string[] failures = await FailuresAsync(name, GroupPorts.Rights);

        Assert.That(failures, Is.EqualTo(messages));
    }

    [Test]
    public async Task Permissions_WhenNoneOrAllAreGiven_AreValid()
    {
        string[] failures = [.. await FailuresAsync("Support", []), .. await FailuresAsync("Support", Permissions.All)];

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Permissions_WhenAbsent_AreRequired()
    {
        string[] failures = await FailuresAsync("Support", permissions: null);

        Assert.That(failures, Is.EqualTo(["Permissions: This field is required."]));
    }

    [Test]
    public async Task Permissions_WhenSomeDoNotExist_AreNamedOnceEach()
    {
        string[] failures = await FailuresAsync("Support", ["add_user", "fly", "Add_User", "fly", ""]);

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "Permissions: \"fly\" is not a valid choice.",
                "Permissions: \"Add_User\" is not a valid choice.",
                "Permissions: \"\" is not a valid choice.",
            ]));
    }

    private static TestCaseData Row(string label, Field<string> name, params string[] messages) =>
        new TestCaseData(name, messages.Length == 0 ? None : messages).SetArgDisplayNames(label);

    private static async Task<string[]> FailuresAsync(Field<string> name, IReadOnlyList<string>? permissions)
    {
        string[] added = await new AddGroupValidator().FailuresAsync(new AddGroupCommand(Staff.Id, name, permissions));
        string[] changed = await new ChangeGroupValidator()
            .FailuresAsync(new ChangeGroupCommand(Staff.Id, Guid.NewGuid(), Version: null, name, permissions));
        Assert.That(changed, Is.EqualTo(added));
        return added;
    }
}
