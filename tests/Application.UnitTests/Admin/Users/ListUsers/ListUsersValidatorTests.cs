using System.Buffers.Text;
using System.Text;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ListUsers;
using CleanAuth.Application.UnitTests.Validation;

namespace CleanAuth.Application.UnitTests.Admin.Users.ListUsers;

internal sealed class ListUsersValidatorTests
{
    private static readonly ListUsersQuery Empty = new(Guid.NewGuid(), new UserFilter(), null, null, null);

    private static readonly string Id = Guid.Empty.ToString("n");

    private static readonly TestCaseData[] InvalidCursors =
    [
        new("?") { TestName = "not base64url" },
        new("") { TestName = "empty" },
        new("_w") { TestName = "not UTF-8" },
        new(Encode($"2+{Id}A")) { TestName = "of another order" },
        new(Encode($"1+{Id}1")) { TestName = "of another direction" },
        new(Encode($"1-{Id}")) { TestName = "without a time" },
        new(Encode($"1-{Id}-1")) { TestName = "a time below the range" },
        new(Encode($"1-{Id}3155378976000000000")) { TestName = "a time above the range" },
        new(Encode($"1-{Id}99999999999999999999")) { TestName = "no number" },
        new(Encode("1-x1")) { TestName = "without an id" },
    ];

    [TestCase(null, null, null)]
    [TestCase("ada", "email", 1)]
    [TestCase("", "-last_login", 200)]
    [TestCase("ada", "name", 0, "Ordering: Not a valid value.", "PageSize: Ensure this value is greater than or equal to 1.")]
    [TestCase(
        "a\0",
        "Email",
        201,
        "q: Null characters are not allowed.",
        "Ordering: Not a valid value.",
        "PageSize: Ensure this value is less than or equal to 200.")]
    [TestCase("\uFFFE", "", null, "q: Not a valid string.", "Ordering: Not a valid value.")]
    public async Task ListUsers_WhenInputIsInvalid_ReturnsItsMessages(
        string? search,
        string? ordering,
        int? pageSize,
        params string[] expected)
    {
        ListUsersQuery query = Empty with { Filter = new UserFilter(search), Ordering = ordering, PageSize = pageSize };

        string[] failures = await new ListUsersValidator().FailuresAsync(query);

        Assert.That(failures, Is.EqualTo(expected));
    }

    [Test]
    public async Task ListUsers_WhenTheSearchIsTooLong_ReturnsItsMessages()
    {
        string[] failures = await new ListUsersValidator().FailuresAsync(Empty with { Filter = new UserFilter(new string('a', 256)) });

        Assert.That(failures, Is.EqualTo(["q: Ensure this field has no more than 255 characters."]));
    }

    [TestCaseSource(nameof(InvalidCursors))]
    public async Task ListUsers_WhenTheCursorIsInvalid_ReturnsItsMessages(string cursor)
    {
        string[] failures = await new ListUsersValidator().FailuresAsync(Empty with { Cursor = cursor });

        Assert.That(failures, Is.EqualTo(["Cursor: Not a valid value."]));
    }

    [Test]
    public async Task ListUsers_WhenTheCursorHoldsANulCharacter_ReturnsItsMessages()
    {
        string[] failures = await new ListUsersValidator().FailuresAsync(Empty with { Ordering = "email", Cursor = Encode($"2+{Id}A\0") });

        Assert.That(failures, Is.EqualTo(["Cursor: Not a valid value."]));
    }

    [TestCase("email", UserListSegmentKind.ByEmail, false)]
    [TestCase("-username", UserListSegmentKind.ByUsername, true)]
    [TestCase("-last_login", UserListSegmentKind.NeverLoggedIn, true)]
    [TestCase("created", UserListSegmentKind.ByCreation, false)]
    public void Cursor_WhenWrittenAndReadAgain_IsTheSamePosition(string ordering, UserListSegmentKind kind, bool isDescending)
    {
        UserListPosition position = kind switch
        {
            UserListSegmentKind.ByCreation => new(Guid.NewGuid(), Time: TestData.Now),
            UserListSegmentKind.NeverLoggedIn => new(Guid.NewGuid()),
            _ => new(Guid.NewGuid(), Name: "ÆTHER 🦄"),
        };

        string cursor = UserCursor.Write(new UserListSegment(kind, isDescending), position);

        Assert.That(UserCursor.Read(cursor, UserOrder.Of(new UserFilter(), ordering))?.Position, Is.EqualTo(position));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
