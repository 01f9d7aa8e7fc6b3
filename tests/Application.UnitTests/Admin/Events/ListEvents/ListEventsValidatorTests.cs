using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Auditing;
using CleanAuth.Application.UnitTests.Validation;

namespace CleanAuth.Application.UnitTests.Admin.Events.ListEvents;

internal sealed class ListEventsValidatorTests
{
    private static IEnumerable<string?> ValidKinds => [null, .. EventKindNames.Names];

    [TestCaseSource(nameof(ValidKinds))]
    public async Task Kind_WhenItExists_IsValid(string? kind)
    {
        string[] failures = await FailuresAsync(kind);

        Assert.That(failures, Is.Empty);
    }

    [TestCase("")]
    [TestCase("LoggedIn")]
    [TestCase("logged_in ")]
    [TestCase("1")]
    public async Task Kind_WhenItDoesNotExist_ReturnsAMessageThatListsAllKinds(string kind)
    {
        string[] failures = await FailuresAsync(kind);

        Assert.That(failures, Has.Length.EqualTo(1));
        Assert.That(
            failures[0],
            Does.StartWith("Kind: Not a valid kind. Use one of these instead: account_secured, activated, data_exported, "));
        Assert.That(failures[0], Does.Contain(", logged_in, ").And.EndsWith("."));
    }

    private static Task<string[]> FailuresAsync(string? kind) =>
        new ListEventsValidator().FailuresAsync(new ListEventsQuery(Staff.Id, new EventFilter(Kind: kind), Cursor: null));
}
