using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ExportUsers;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.ExportUsers;

internal sealed class ExportUsersHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ExportUsers_WhenThereAreMany_ReadsPageAfterPageWhileTheCallerReads()
    {
        string[] names = [.. Enumerable.Range(0, 2_500).Select(number => $"{number}")];
        StubUserListReader directory = new((UserListSegmentKind.ByCreation, names));

        IAsyncEnumerable<UserRowDto> users = await Handler(directory).Handle(new ExportUsersQuery(Staff.Id, new UserFilter()), default);
        int readBefore = directory.Reads.Count;
        List<string> taken = [];
        await foreach (UserRowDto user in users)
        {
            taken.Add(user.Username);
        }

        Assert.That(readBefore, Is.Zero);
        Assert.That(taken, Is.EqualTo(names));
        Assert.That(directory.Reads, Has.Count.EqualTo(3).And.All.EqualTo((new UserListSegment(UserListSegmentKind.ByCreation), 1_001)));
    }

    [Test]
    public async Task ExportUsers_WhenCalled_AddsASecurityEventBeforeTheFirstRead()
    {
        await Handler(new StubUserListReader()).Handle(new ExportUsersQuery(Staff.Id, new UserFilter()), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.UsersExported, null)]));
    }

    [Test]
    public async Task ExportUsers_WhenTheSearchIsInvalid_ReturnsItsMessages()
    {
        string[] failures = await new ExportUsersValidator().FailuresAsync(new ExportUsersQuery(Staff.Id, new UserFilter("a\0")));

        Assert.That(failures, Is.EqualTo(["q: Null characters are not allowed."]));
    }

    private ExportUsersHandler Handler(IUserListReader directory) =>
        new(
            new UserListPager(directory),
            ports.StaffAuthorization(),
            ports.StaffUpdates(),
            ports.Events.Object,
            NullLogger<ExportUsersHandler>.Instance);
}
