using System.Data.Common;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Sweeping;

internal sealed class StoreSweeperTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private readonly User ada = TestData.NewUser();

    [TestCase(0)]
    [TestCase(500)]
    [TestCase(1_250)]
    public async Task Sweep_WhenTokensHaveExpired_DeletesThemInBatchesAndKeepsTheLiveOnes(int count)
    {
        Session session = TestData.NewSession(ada);
        DateTimeOffset now = TestData.Now.AddHours(1);
        RefreshToken[] expired =
            [.. Enumerable.Range(0, count).Select(_ => TestData.NewToken(session, lifetime: now - TestData.Now))];
        RefreshToken[] live =
            [TestData.NewToken(session), TestData.NewToken(session, lifetime: now - TestData.Now + Microsecond)];
        await Database.SaveAsync([ada, session, .. expired, .. live]);
        StatementRecorder recorder = new();
        ServiceInstance recorded = Database.StartInstance(interceptor: recorder);

        int deleted = await recorded.InScopeAsync(scope => scope.Sweeper.SweepAsync(now + ClockErrorMargin.Margin, default));

        int[] batches = [.. recorder.RowsOf("RefreshTokens")];
        Assert.That(deleted, Is.EqualTo(count));
        Assert.That(batches.Sum(), Is.EqualTo(count));
        Assert.That(batches, Has.All.LessThanOrEqualTo(500));
        Assert.That(
            await Database.InScopeAsync(scope => scope.Context.RefreshTokens.Select(token => token.Id).ToListAsync()),
            Is.EquivalentTo(live.Select(token => token.Id)));
    }

    [Test]
    public async Task Sweep_WhenRevocationsHaveExpired_DeletesThem()
    {
        Revocation live = Revocation.OfSession(Guid.NewGuid(), SessionEndReason.Logout, TestData.Now + Microsecond);
        await Database.SaveAsync(live, Revocation.OfSession(Guid.NewGuid(), SessionEndReason.Logout, TestData.Now));

        int deleted = await SweepAsync(TestData.Now);

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.Revocations.SingleAsync())).Id, Is.EqualTo(live.Id));
    }

    [Test]
    public async Task Sweep_WhenAttemptCountersHaveExpired_DeletesThem()
    {
        AttemptLimit limit = new(10, 5, TimeSpan.FromHours(1));
        AttemptCounter old = AttemptCounter.OfLogin("ada@example.com", "192.0.2.7").WithAttempt(limit, TestData.Now.AddHours(-1));
        AttemptCounter live = AttemptCounter.OfLogin("ada@example.com", "192.0.2.8")
            .WithAttempt(limit, TestData.Now.AddHours(-1) + Microsecond);
        await Database.SaveAsync(old, live);

        int deleted = await SweepAsync(TestData.Now);

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.AttemptCounters.SingleAsync())).Id, Is.EqualTo(live.Id));
    }

    [Test]
    public async Task Sweep_WhenSessionsEndedLongAgo_DeletesThemWithTheirTokens()
    {
        Session endedLongAgo = NewEndedSession(TestData.Now);
        Session endedLater = NewEndedSession(TestData.Now + Microsecond);
        Session live = TestData.NewSession(ada, lifetime: TimeSpan.FromDays(400));
        await Database.SaveAsync(
            [ada, endedLongAgo, endedLater, live, TestData.NewToken(endedLongAgo, TimeSpan.FromDays(365))]);

        int deleted = await SweepAsync(TestData.Now + Retention);

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That(await SessionIdsAsync(), Is.EquivalentTo([endedLater.Id, live.Id]));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Sweep_WhenSessionsExpiredLongAgo_DeletesThem()
    {
        Session expiredLongAgo = TestData.NewSession(ada, lifetime: TimeSpan.FromDays(1));
        Session expiredLater = TestData.NewSession(ada, lifetime: TimeSpan.FromDays(1) + Microsecond);
        await Database.SaveAsync(ada, expiredLongAgo, expiredLater);

        int deleted = await SweepAsync(TestData.Now.AddDays(1) + Retention);

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That(await SessionIdsAsync(), Is.EqualTo([expiredLater.Id]));
    }

    [Test]
    public async Task Sweep_WhenEventsAreOld_DeletesThem()
    {
        SecurityEvent recent = NewEvent(TestData.Now + Microsecond);
        await Database.SaveAsync(recent, NewEvent(TestData.Now));

        int deleted = await SweepAsync(TestData.Now + Retention);

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync())).Id, Is.EqualTo(recent.Id));
    }

    [Test]
    public async Task Sweep_WhenErasureIsDue_ErasesTheAccountWithAllPersonalData()
    {
        User bob = TestData.NewBob();
        ada.ScheduleErasure(TestData.Now, TestData.Now);
        await Database.SaveAsync([.. AllOf(ada), .. AllOf(bob)]);
        ServiceInstance instance = Database.StartInstance();
        await instance.Feed.PollAsync(default);

        int swept = await instance.InScopeAsync(scope => scope.Sweeper.SweepAsync(TestData.Now, default));

        Assert.That(swept, Is.EqualTo(1));
        await Database.InScopeAsync(async scope =>
        {
            AuthDbContext context = scope.Context;
            Assert.That(await context.Users.Select(user => user.Id).ToListAsync(), Is.EqualTo([bob.Id]));
            Assert.That(await context.Sessions.Select(row => row.UserId).ToListAsync(), Is.EqualTo([bob.Id]));
            Assert.That(await context.RefreshTokens.Select(row => row.UserId).ToListAsync(), Is.EqualTo([bob.Id]));
            Assert.That(await context.SecurityEvents.Select(row => row.UserId).ToListAsync(), Is.EqualTo([(Guid?)bob.Id]));
            Assert.That(await context.AttemptCounters.Select(row => row.UserId).ToListAsync(), Is.EqualTo([(Guid?)bob.Id]));
            Assert.That(await context.AccountLinks.Select(row => row.UserId).ToListAsync(), Is.EqualTo([bob.Id]));
            Assert.That(await context.LoginCodes.Select(row => row.UserId).ToListAsync(), Is.EqualTo([(Guid?)bob.Id]));
            Assert.That(
                (await context.OutgoingEmails.ToListAsync()).Select(mail => (mail.UserId, mail.Kind)),
                Is.EquivalentTo(
                [
                    ((Guid?)ada.Id, EmailKind.AccountDeleted),
                    (ada.Id, EmailKind.EmailChanged),
                    (bob.Id, EmailKind.AccountDeleted),
                    (bob.Id, EmailKind.EmailChanged),
                    (bob.Id, EmailKind.PasswordChanged),
                ]));
            Assert.That((await context.Revocations.SingleAsync()).Epoch, Is.EqualTo(int.MaxValue));
        });
        Assert.That(
            () => instance.Revocations.EndedWithAllSessions(
                new VerifiedToken(Guid.NewGuid(), TokenKind.Access, ada.Id, Guid.NewGuid(), Epoch: 5)),
            Throws.TypeOf<AccountUnavailableException>());
    }

    [Test]
    public async Task Sweep_WhenErasureIsNotDue_KeepsTheAccounts()
    {
        User bob = TestData.NewBob();
        ada.ScheduleErasure(TestData.Now + Microsecond, TestData.Now);
        bob.ScheduleErasure(TestData.Now, TestData.Now);
        bob.Activate(TestData.Now);
        await Database.SaveAsync(ada, bob);

        int swept = await SweepAsync(TestData.Now);

        Assert.That(swept, Is.Zero);
        Assert.That(await Database.InScopeAsync(scope => scope.Context.Users.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task Sweep_WhenManyAccountsAreDue_ErasesAllInBatches()
    {
        User[] due = [.. Enumerable.Range(0, 230).Select(number => TestData.NewUser($"user{number}@example.com", $"user{number}"))];
        Array.ForEach(due, user => user.ScheduleErasure(TestData.Now, TestData.Now));
        await Database.SaveAsync([ada, .. due]);

        int swept = await SweepAsync(TestData.Now);

        Assert.That(swept, Is.EqualTo(due.Length));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.Users.SingleAsync())).Id, Is.EqualTo(ada.Id));
    }

    // An account without a verified email is due for erasure, but has become the only superuser meanwhile.
    [Test]
    public async Task Sweep_WhenTheLastSuperuserIsDue_ErasesTheOthers()
    {
        User bob = TestData.NewBob();
        ada.GrantSuperuser(TestData.Now);
        ada.ExpireUnlessVerified(TestData.Now.AddDays(-1));
        bob.ExpireUnlessVerified(TestData.Now);
        await Database.SaveAsync(ada, bob);

        int swept = await SweepAsync(TestData.Now);

        Assert.That(swept, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.Users.SingleAsync())).Id, Is.EqualTo(ada.Id));
    }

    [Test]
    public async Task Sweep_WhenAnAccountCannotBeErased_ErasesTheOthers()
    {
        User bob = TestData.NewBob();
        ada.ScheduleErasure(TestData.Now.AddDays(-1), TestData.Now);
        bob.ScheduleErasure(TestData.Now, TestData.Now);
        await Database.SaveAsync([.. AllOf(ada), .. AllOf(bob)]);
        FailingStatements fault = new(command => DeleteStatement.TableOf(command.CommandText) is not null
            && command.Parameters.Cast<DbParameter>().Any(value => IsIdOf(ada, value.Value)));

        int swept = await Database.StartInstance(interceptor: fault).InScopeAsync(scope => scope.Sweeper.SweepAsync(TestData.Now, default));

        Assert.That(swept, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.Users.SingleAsync())).Id, Is.EqualTo(ada.Id));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.Leases.AnyAsync(lease => lease.DoneAt == TestData.Now)), Is.True);
    }

    [Test]
    public async Task Sweep_WhenEmailsWereGivenUpLongAgo_DeletesOnlyThose()
    {
        OutgoingEmail givenUp = NewEmail(TestData.Now);
        OutgoingEmail recent = NewEmail(TestData.Now + Microsecond);
        OutgoingEmail waiting = NewEmail(TestData.Now);
        givenUp.GiveUp("refused", TestData.Now);
        recent.GiveUp("refused", TestData.Now);
        await Database.SaveAsync(givenUp, recent, waiting);

        int deleted = await SweepAsync(TestData.Now + Retention);

        Guid[] left = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.Select(email => email.Id).ToArrayAsync());
        Assert.That(deleted, Is.EqualTo(1));
        Assert.That(left, Is.EquivalentTo([recent.Id, waiting.Id]));
    }

    [Test]
    public async Task Sweep_WhenEmailsOfAnErasedAccountWereGivenUp_DeletesThem()
    {
        User bob = TestData.NewBob();
        OutgoingEmail givenUp = OutgoingEmail.About(ada, EmailKind.AccountDeleted, ada.Email, TestData.Now);
        OutgoingEmail waiting = OutgoingEmail.About(ada, EmailKind.EmailChanged, ada.Email, TestData.Now);
        OutgoingEmail ofBob = OutgoingEmail.About(bob, EmailKind.AccountDeleted, bob.Email, TestData.Now);
        OutgoingEmail ofUnknown = NewEmail(TestData.Now);
        Array.ForEach([givenUp, ofBob, ofUnknown], email => email.GiveUp("refused", TestData.Now));
        await Database.SaveAsync(bob, givenUp, waiting, ofBob, ofUnknown);

        int deleted = await SweepAsync(TestData.Now);

        Guid[] left = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.Select(email => email.Id).ToArrayAsync());
        Assert.That(deleted, Is.EqualTo(1));
        Assert.That(left, Is.EquivalentTo([waiting.Id, ofBob.Id, ofUnknown.Id]));
    }

    // Codes expire after ten minutes, but count for the limit of five an hour.
    [Test]
    public async Task Sweep_WhenLinksHaveExpired_KeepsThemWhileTheyCountForTheLimit()
    {
        DateTimeOffset expiry = TestData.Now.AddMinutes(10);
        AccountLink old = AccountLink.Create(ada, LinkPurpose.LogIn, ada.Email, expiry, TestData.Now).Link;
        AccountLink recent = AccountLink.Create(ada, LinkPurpose.LogIn, ada.Email, expiry + Microsecond, TestData.Now).Link;
        await Database.SaveAsync(ada, old, recent);

        int deleted = await SweepAsync(expiry.AddHours(1));

        Assert.That(deleted, Is.EqualTo(1));
        Assert.That((await Database.InScopeAsync(scope => scope.Context.AccountLinks.SingleAsync())).Id, Is.EqualTo(recent.Id));
    }

    private static object[] AllOf(User user)
    {
        Session session = TestData.NewSession(user);
        AttemptCounter login = AttemptCounter.OfLogin(user.Email, "192.0.2.7")
            .WithAttempt(new AttemptLimit(10, 5, TimeSpan.FromHours(1)), TestData.Now);
        login.RecordSuccess(user.Id, TimeSpan.FromDays(30), TestData.Now);
        LoginCode code = LoginCode.Request(user.Email, TestData.Now.AddMinutes(10));
        code.AttachCode(user.Id, "protected");
        return
        [
            user,
            session,
            TestData.NewToken(session),
            SecurityEvent.Create(SecurityEventKind.LoggedIn, user.Id, session.Id, "192.0.2.7", TestData.Now),
            login,
            code,
            AccountLink.Create(user, LinkPurpose.RestoreAccount, user.Email, TestData.Now.AddDays(1), TestData.Now).Link,
            OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now),
            OutgoingEmail.About(user, EmailKind.EmailChanged, "old@example.com", TestData.Now),
            OutgoingEmail.To(user, EmailKind.PasswordChanged, TestData.Now),
        ];
    }

    private static bool IsIdOf(User user, object? value) => string.Equals($"{value}", $"{user.Id}", StringComparison.OrdinalIgnoreCase);

    private static OutgoingEmail NewEmail(DateTimeOffset at) => OutgoingEmail.ToAddress("ada@example.com", EmailKind.ResetPassword, at);

    private static SecurityEvent NewEvent(DateTimeOffset at) =>
        SecurityEvent.Create(SecurityEventKind.LoggedIn, Guid.NewGuid(), Guid.NewGuid(), "192.0.2.7", at);

    private Session NewEndedSession(DateTimeOffset endedAt)
    {
        Session session = TestData.NewSession(ada, lifetime: TimeSpan.FromDays(400));
        session.End(SessionEndReason.Logout, endedAt);
        return session;
    }

    private Task<int> SweepAsync(DateTimeOffset now) => Database.InScopeAsync(scope => scope.Sweeper.SweepAsync(now, default));

    private Task<List<Guid>> SessionIdsAsync() =>
        Database.InScopeAsync(scope => scope.Context.Sessions.Select(session => session.Id).ToListAsync());
}
