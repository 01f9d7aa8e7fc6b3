using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Throttling;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class AccountDataReaderTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Count = 5;

    private readonly User ada = TestData.NewUser();
    private readonly User bob = TestData.NewBob();

    [SetUp]
    public Task SaveAsync() => Database.SaveAsync([ada, bob, .. AllOf(ada), .. AllOf(bob)]);

    [Test]
    public async Task Read_WhenReadTwoRowsAtATime_ReturnsEachRowOfTheUserOnce()
    {
        List<string> logins = await ReadAllAsync(
            "", (scope, after) => scope.AccountData.ReadKnownNetworksAsync(ada.Id, after, 2, default), row => row.Id);
        List<string> links = await ReadAllAsync(
            "", (scope, after) => scope.AccountData.ReadLinksAsync(ada.Id, after, 2, default), row => row.Id);
        List<string> codes = await ReadAllAsync(
            "", (scope, after) => scope.AccountData.ReadCodesAsync(ada.Id, after, 2, default), row => row.Id);
        List<Guid> emails = await ReadAllAsync(
            Guid.Empty, (scope, after) => scope.AccountData.ReadEmailsAsync(ada.Id, after, 2, default), row => row.Id);

        Assert.That(logins, Is.Unique.And.Count.EqualTo(Count));
        Assert.That(links, Is.Unique.And.Count.EqualTo(Count));
        Assert.That(codes, Is.Unique.And.Count.EqualTo(Count));
        Assert.That(emails, Is.Unique.And.Count.EqualTo(Count));
    }

    [Test]
    public async Task ReadLatest_WhenThereAreSeveralLinks_ReturnsTheLatestOfTheSubject()
    {
        AccountLink[] links = [.. new[] { 1, 3, 2 }.Select(minutes => NewLink(ada, LinkPurpose.LogIn, "request", minutes))];
        await Database.SaveAsync(
        [
            .. links,
            NewLink(ada, LinkPurpose.LogIn, "another", 9),
            NewLink(ada, LinkPurpose.ReportSession, "request", 9),
            NewLink(bob, LinkPurpose.LogIn, "request", 9),
        ]);

        AccountLink? latest = await Database.InScopeAsync(
            scope => scope.Links.ReadLatestAsync(ada.Id, LinkPurpose.LogIn, "request", default));

        Assert.That(latest?.Id, Is.EqualTo(links[1].Id));
    }

    [Test]
    public async Task DeleteAll_WhenAnotherAccountHasLinks_DeletesOnlyThoseOfTheAccount()
    {
        await Database.InScopeAsync(scope => scope.Links.DeleteAllAsync(ada.Id, default));

        List<Guid> left = await Database.InScopeAsync(scope => scope.Context.AccountLinks.Select(link => link.UserId).ToListAsync());
        Assert.That(left, Has.Count.EqualTo(Count).And.All.EqualTo(bob.Id));
    }

    [Test]
    public async Task DeleteCreatedAfter_WhenThereAreOthers_DeletesTheLaterOnesForThatPurposeAndAccount()
    {
        AccountLink undone = NewLink(ada, LinkPurpose.UndoEmailChange, null, 2);
        AccountLink later = NewLink(ada, LinkPurpose.UndoEmailChange, null, 3);
        AccountLink[] kept =
        [
            undone,
            NewLink(ada, LinkPurpose.UndoEmailChange, null, 1),
            NewLink(ada, LinkPurpose.ReportSession, null, 3),
            NewLink(bob, LinkPurpose.UndoEmailChange, null, 3),
        ];
        await Database.SaveAsync([later, .. kept]);

        await Database.InScopeAsync(scope => scope.Links.DeleteCreatedAfterAsync(undone, default));

        List<string> left = await Database.InScopeAsync(scope => scope.Context.AccountLinks.Select(link => link.Id).ToListAsync());
        Assert.That(left, Does.Not.Contain(later.Id).And.SupersetOf(kept.Select(link => link.Id)));
    }

    [Test]
    public async Task DeleteForOtherAddresses_WhenThereAreOthers_KeepsThoseOfTheAddressInAnyCaseAndTheUndoLinks()
    {
        AccountLink[] deleted =
        [
            NewLink(ada, LinkPurpose.ReportSession, null, 1, "thief@example.com"),
            NewLink(ada, LinkPurpose.ResetPassword, null, 2, "thief@example.com"),
        ];
        AccountLink[] kept =
        [
            NewLink(ada, LinkPurpose.ReportSession, null, 3),
            NewLink(ada, LinkPurpose.ReportSession, null, 4, ada.Email.ToUpperInvariant()),
            NewLink(ada, LinkPurpose.UndoEmailChange, null, 1, "earlier@example.com"),
            NewLink(bob, LinkPurpose.ReportSession, null, 1, "thief@example.com"),
        ];
        await Database.SaveAsync([.. deleted, .. kept]);

        await Database.InScopeAsync(scope => scope.Links.DeleteForOtherAddressesAsync(ada.Id, ada.Email, default));

        List<string> left = await Database.InScopeAsync(scope => scope.Context.AccountLinks.Select(link => link.Id).ToListAsync());
        Assert.That(left, Is.SupersetOf(kept.Select(link => link.Id)));
        Assert.That(left.Intersect(deleted.Select(link => link.Id)), Is.Empty);
    }

    private static AccountLink NewLink(User user, LinkPurpose purpose, string? subject, int minutes, string? email = null) =>
        AccountLink.Create(user, purpose, email ?? user.Email, TestData.Now.AddDays(1), TestData.Now.AddMinutes(minutes), subject).Link;

    private static IEnumerable<object> AllOf(User user) => Enumerable.Range(0, Count).SelectMany<int, object>(number =>
    {
        AttemptCounter login = AttemptCounter.OfLogin(user.Email, $"192.0.2.{number}")
            .WithAttempt(new AttemptLimit(10, 5, TimeSpan.FromHours(1)), TestData.Now);
        login.RecordSuccess(user.Id, TimeSpan.FromDays(30), TestData.Now);
        LoginCode code = LoginCode.Request($"{user.Email}{number}", TestData.Now.AddMinutes(10));
        code.AttachCode(user.Id, "protected");
        return
        [
            login,
            code,
            NewLink(user, LinkPurpose.VerifyEmail, null, number),
            OutgoingEmail.To(user, EmailKind.PasswordChanged, TestData.Now),
        ];
    });

    private async Task<List<TPosition>> ReadAllAsync<TPosition, T>(
        TPosition after,
        Func<RequestScope, TPosition, Task<IReadOnlyList<T>>> read,
        Func<T, TPosition> positionOf)
    {
        List<TPosition> all = [];
        IReadOnlyList<T> page;
        do
        {
            page = await Database.InScopeAsync(scope => read(scope, after));
            all.AddRange(page.Select(positionOf));
            after = all[^1];
        }
        while (page.Count == 2);

        return all;
    }
}
