using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>A restore voids the sessions, tokens and links of the backup, on every provider.</summary>
internal sealed class SessionAndLinkVoiderTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [Test]
    public async Task VoidSessionsAndLinks_WhenAccountsHaveThem_LeavesNone()
    {
        User[] users = [.. Enumerable.Range(0, 1_200).Select(number => TestData.NewUser($"u{number}@example.com", $"u{number}"))];
        User ada = users[700];
        ada.RequestEmailChange("new@example.com", TestData.Now);
        (AccountLink link, _) = AccountLink.Create(ada, LinkPurpose.ResetPassword, ada.Email, TestData.Now.AddHours(1), TestData.Now);
        Session session = Session.Open(ada, TimeSpan.FromDays(30), "192.0.2.0/24", "x", TestData.Now);
        await Database.SaveAsync([.. users, link, session]);

        await Database.InScopeAsync(scope => scope.Backups.VoidSessionsAndLinksAsync(default));

        await using RequestScope after = Database.Open();
        User changed = await after.Context.Users.AsNoTracking().SingleAsync(user => user.Id == ada.Id);
        Session ended = await after.Context.Sessions.AsNoTracking().SingleAsync();
        Revocation[] revocations = await after.Context.Revocations.AsNoTracking().ToArrayAsync();
        using IDisposable multiple = Assert.EnterMultipleScope();
        Assert.That(
            (ended.EndReason, changed.PendingEmail), Is.EqualTo(((SessionEndReason?)SessionEndReason.RevokedByAdmin, (string?)null)));
        Assert.That(await after.Context.AccountLinks.AnyAsync(), Is.False);
        Assert.That(changed.SessionEpoch, Is.EqualTo(1_000_000), "beyond what it may have been after the backup");
        Assert.That(revocations.Select(revocation => revocation.UserId), Is.EquivalentTo(users.Select(user => (Guid?)user.Id)));
        Assert.That(revocations.Select(revocation => revocation.Epoch), Is.All.EqualTo(1_000_000));
    }
}
