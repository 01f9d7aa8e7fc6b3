using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.Application.Paging;
using CleanAuth.Application.UnitTests.Admin;
using CleanAuth.Application.UnitTests.Validation;

namespace CleanAuth.Application.UnitTests.Paging;

internal sealed class CursorRulesTests
{
    private static readonly PagePosition Somewhere = new(TestData.Now, Guid.NewGuid());

    private static IEnumerable<string?> ValidCursors => [null, Somewhere.ToCursor(), PagePosition.Start.ToCursor()];

    private static IEnumerable<string> InvalidCursors =>
    [
        "",
        "nonsense",
        "41",
        Somewhere.ToCursor()[1..],
        Somewhere.ToCursor() + "AAAA",
        Somewhere.ToCursor()[..^1] + "*",
        new('_', Somewhere.ToCursor().Length),
        new('A', 60_000),
        "ä\0",
    ];

    [TestCaseSource(nameof(ValidCursors))]
    public async Task Cursor_WhenAPageReturnedIt_IsValid(string? cursor)
    {
        string[] failures = await FailuresAsync(cursor);

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(nameof(InvalidCursors))]
    public async Task Cursor_WhenItIsInvalid_IsRefused(string cursor)
    {
        string[] failures = await FailuresAsync(cursor);

        Assert.That(failures, Is.EqualTo(["Cursor: Not a valid value.", "Cursor: Not a valid value."]));
    }

    [Test]
    public void Position_WhenWrittenAndReadAsACursor_IsTheSame()
    {
        PagePosition? read = PagePosition.Parse(Somewhere.ToCursor());

        Assert.That(read, Is.EqualTo(Somewhere));
    }

    private static async Task<string[]> FailuresAsync(string? cursor) =>
    [
        .. await new ListUserSessionsValidator().FailuresAsync(new ListUserSessionsQuery(Staff.Id, Guid.NewGuid(), cursor)),
        .. await new ListRefreshTokensValidator().FailuresAsync(new ListRefreshTokensQuery(Staff.Id, Guid.NewGuid(), cursor)),
    ];
}
