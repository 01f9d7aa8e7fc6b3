using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Overview;

internal sealed class OverviewReaderTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Today = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);
    private readonly DatabaseProvider provider = provider;

    private readonly User ada = TestData.NewUser();

    [SetUp]
    public async Task LoadKeysAsync()
    {
        await Database.SaveAsync(ada);
        await Database.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));
        await Database.Instance.Feed.PollAsync(default);
    }

    [Test]
    public async Task Read_WhenNothingHappened_ReturnsFourteenDaysOldestFirst()
    {
        OverviewDto overview = await ReadAsync();

        Assert.That(
            overview.Days.Select(day => day.Date),
            Is.EqualTo(Enumerable.Range(-13, 14).Select(days => DateOnly.FromDateTime(Today.AddDays(days).Date))));
        Assert.That(overview.Days.SkipLast(1), Is.All.Matches<DayDto>(day => Counts(day) == (0, 0, 0, 0)));
    }

    [Test]
    public async Task Read_WhenEventsHappened_CountsThemByDayInUtc()
    {
        // The reader expects ids in the order of time.
        await Database.SaveAsync(
            New(SecurityEventKind.LoggedIn, Today.AddDays(-14)),
            New(SecurityEventKind.LoggedIn, Today.AddDays(-1)),
            New(SecurityEventKind.LoggedIn, Today.AddMicroseconds(-1)),
            New(SecurityEventKind.LoggedIn, Today),
            New(SecurityEventKind.LoginFailed, Today.AddHours(1)),
            New(SecurityEventKind.LoggedOut, Today.AddHours(2)));

        OverviewDto overview = await ReadAsync();

        Assert.That(Counts(overview.Days[^1]), Is.EqualTo((1, 1, 1, 0)), "Ada registered today.");
        Assert.That(Counts(overview.Days[^2]), Is.EqualTo((0, 2, 0, 0)));
        Assert.That(overview.Days.Sum(day => day.Logins), Is.EqualTo(3));
    }

    [Test]
    public async Task Read_WhenSessionsWereOpenedAndEnded_CountsThoseThatWereLiveAtTheEndOfEachDay()
    {
        Session ended = Opened(Today.AddDays(-2).AddHours(1));
        ended.End(SessionEndReason.Logout, Today.AddHours(1));
        Session endedTheSameDay = Opened(Today.AddDays(-1).AddHours(1));
        endedTheSameDay.End(SessionEndReason.Logout, Today.AddDays(-1).AddHours(2));
        await Database.SaveAsync(
            ended,
            endedTheSameDay,
            Opened(Today.AddDays(-3), lifetime: TimeSpan.FromDays(1.5)),
            Opened(Today.AddDays(-40), lifetime: TimeSpan.FromDays(400)),
            Opened(TestData.Now));

        OverviewDto overview = await ReadAsync();

        // The session that never ends counts on every day.
        Assert.That(overview.Days.TakeLast(5).Select(day => day.ActiveSessions), Is.EqualTo(new[] { 1, 2, 2, 2, 2 }));
    }

    [Test]
    public async Task Read_WhenThereAreSeveralKeys_ReturnsTheCurrentFirstAndNothingPrivate()
    {
        string next = await Database.InScopeAsync(scope => scope.SigningKeys.RotateAsync(default));
        await Database.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));

        OverviewDto overview = await ReadAsync();

        KeyDto[] keys = [.. overview.Keys];
        Assert.That(keys.Select(key => (key.Algorithm, key.IsCurrent)), Is.EqualTo([("ES256", true), ("ES256", false)]));
        Assert.That(keys[0].SignsFrom, Is.EqualTo(TestData.Now));
        Assert.That((keys[1].Id, keys[1].SignsFrom), Is.EqualTo((next, TestData.Now.AddMinutes(10))));
    }

    [Test]
    public async Task Read_WhenAnotherInstanceHasSwept_ReturnsItsTime()
    {
        OverviewDto before = await ReadAsync();
        await Database.StartInstance().InScopeAsync(scope => scope.Sweeper.SweepAsync(TestData.Now.AddMinutes(-3), default));

        OverviewDto after = await ReadAsync();

        Assert.That((before.LastSweepAt, after.LastSweepAt), Is.EqualTo(((DateTimeOffset?)null, TestData.Now.AddMinutes(-3))));
    }

    [Test]
    public async Task Read_WhenCalled_ReturnsTheDatabaseAndTheLagOfTheFeed()
    {
        Database.Instance.Clock.Advance(TimeSpan.FromSeconds(2));

        OverviewDto overview = await ReadAsync();

        Assert.That(overview.Database.Provider, Is.EqualTo($"{provider}"));
        Assert.That(overview.RevocationLag, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Read_WhenEmailsWait_CountsThemAndThoseGivenUp()
    {
        OverviewDto before = await ReadAsync();
        OutgoingEmail givenUp = NewEmail(TestData.Now.AddDays(-1));
        OutgoingEmail postponed = NewEmail(TestData.Now.AddMinutes(-3));
        givenUp.GiveUp("refused", TestData.Now);
        postponed.Postpone(TestData.Now.AddHours(1), "refused temporarily", TestData.Now);
        await Database.SaveAsync(givenUp, postponed, NewEmail(TestData.Now));

        OverviewDto after = await ReadAsync();

        Assert.That(before.Mail, Is.EqualTo(new MailDto(0, 0, null)));
        Assert.That(after.Mail, Is.EqualTo(new MailDto(Pending: 2, GivenUp: 1, TimeSpan.FromMinutes(3))));
    }

    private static OutgoingEmail NewEmail(DateTimeOffset at) => OutgoingEmail.ToAddress("ada@example.com", EmailKind.ResetPassword, at);

    private static (long, long, long, long) Counts(DayDto day) => (day.Registrations, day.Logins, day.Failures, day.ActiveSessions);

    private Session Opened(DateTimeOffset at, TimeSpan? lifetime = null) => TestData.NewSession(ada, lifetime, now: at);

    private SecurityEvent New(SecurityEventKind kind, DateTimeOffset at) => SecurityEvent.Create(kind, ada.Id, null, null, at);

    private Task<OverviewDto> ReadAsync() => Database.InScopeAsync(scope => scope.Overview.ReadAsync(default));
}
