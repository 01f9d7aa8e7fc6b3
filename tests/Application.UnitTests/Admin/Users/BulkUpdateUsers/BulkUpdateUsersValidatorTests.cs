using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.UnitTests.Validation;

namespace CleanAuth.Application.UnitTests.Admin.Users.BulkUpdateUsers;

internal sealed class BulkUpdateUsersValidatorTests
{
    private const string NoChoice = "Action: Not a valid choice. Use deactivate, activate or end_sessions.";

    [TestCase("deactivate", 1)]
    [TestCase("activate", 200)]
    [TestCase("end_sessions", 2)]
    [TestCase("delete", 1, NoChoice)]
    [TestCase("", 1, NoChoice)]
    [TestCase(null, 1, "Action: This field is required.")]
    [TestCase("activate", null, "UserIds: This field is required.")]
    [TestCase("activate", 0, "UserIds: This list may not be empty.")]
    [TestCase("activate", 201, "UserIds: Ensure this field has no more than 200 elements.")]
    public async Task BulkUpdateUsers_WhenInputIsInvalid_ReturnsItsMessages(string? action, int? count, params string[] expected)
    {
        Guid[]? ids = count is { } number ? [.. Enumerable.Range(0, number).Select(_ => Guid.NewGuid())] : null;

        string[] failures = await new BulkUpdateUsersValidator().FailuresAsync(new BulkUpdateUsersCommand(Guid.NewGuid(), action, ids));

        Assert.That(failures, Is.EqualTo(expected));
    }
}
