using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.Infrastructure.IntegrationTests.Revocations;

internal sealed class RevocationSetTests
{
    private static readonly DateTimeOffset Expiry = TestData.Now.AddMinutes(6);

    private readonly FakeTimeProvider steady = new();
    private readonly MonotonicClock pollingClock;
    private readonly RevocationSet set;
    private readonly VerifiedToken token = new(Guid.NewGuid(), TokenKind.Access, Guid.NewGuid(), Guid.NewGuid(), Epoch: 3);

    public RevocationSetTests()
    {
        pollingClock = new MonotonicClock(steady);
        set = new RevocationSet(new JwtOptions { ClockSkew = TimeSpan.FromSeconds(30) }, pollingClock);
        set.MarkComplete(pollingClock.Now);
    }

    [Test]
    public void EndedWithAllSessions_WhenOthersAreRevoked_Passes()
    {
        set.Add(Revocation.OfSession(Guid.NewGuid(), SessionEndReason.Logout, Expiry));
        set.Add(Revocation.OfUser(Guid.NewGuid(), int.MaxValue, SessionEndReason.Deleted, Expiry));

        bool isInDoubt = set.EndedWithAllSessions(token);

        Assert.That(isInDoubt, Is.False);
    }

    [Test]
    public void EndedWithAllSessions_WhenTheSessionHasEnded_Refuses()
    {
        set.Add(Revocation.OfSession(token.SessionId, SessionEndReason.Logout, Expiry));

        Assert.That(
            () => set.EndedWithAllSessions(token),
            Throws.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.Blacklisted));
    }

    [TestCase(2, true)]
    [TestCase(3, true)]
    [TestCase(4, false)]
    public void EndedWithAllSessions_WhenTheAccountIsRevoked_PassesFromTheNewEpochOn(int firstValidEpoch, bool passes)
    {
        set.Add(Revocation.OfUser(token.UserId, firstValidEpoch, SessionEndReason.PasswordChanged, Expiry));

        Assert.That(set.EndedWithAllSessions(token), Is.EqualTo(!passes));
    }

    [Test]
    public void EndedWithAllSessions_WhenTheTokenNamesNoEpoch_Refuses()
    {
        set.Add(Revocation.OfUser(token.UserId, 1, SessionEndReason.PasswordChanged, Expiry));

        Assert.That(set.EndedWithAllSessions(token with { Epoch = null }), Is.True);
    }

    // Another process may have just deleted or deactivated the account.
    [TestCase(4, SessionEndReason.Deactivated)]
    [TestCase(9, SessionEndReason.Deactivated)]
    [TestCase(4, SessionEndReason.Deleted)]
    [TestCase(4, SessionEndReason.PasswordChanged)]
    [TestCase(4, SessionEndReason.RevokedByUser)]
    [TestCase(4, SessionEndReason.RevokedByAdmin)]
    public void EndedWithAllSessions_WhenAllSessionsEnded_RefusesWithTheReasonOfTheAccount(int firstValidEpoch, SessionEndReason reason)
    {
        set.Add(Revocation.OfUser(token.UserId, firstValidEpoch, reason, Expiry));

        bool allEnded = set.EndedWithAllSessions(token);

        Assert.That(allEnded, Is.True);
    }

    [Test]
    public void EndedWithAllSessions_WhenOneSessionWasKept_AcceptsOnlyItsTokens()
    {
        set.Add(Revocation.OfUser(token.UserId, 4, SessionEndReason.RevokedByUser, Expiry, token.SessionId));

        Assert.That(set.EndedWithAllSessions(token), Is.False);
        Assert.That(set.EndedWithAllSessions(token with { SessionId = Guid.NewGuid() }), Is.True);
        Assert.That(set.EndedWithAllSessions(token with { SessionId = Guid.NewGuid(), Epoch = 4 }), Is.False);
    }

    [Test]
    public void EndedWithAllSessions_WhenTheKeptSessionEndsLater_Refuses()
    {
        set.Add(Revocation.OfSession(token.SessionId, SessionEndReason.Logout, Expiry));
        set.Add(Revocation.OfUser(token.UserId, 4, SessionEndReason.RevokedByUser, Expiry, token.SessionId));

        Assert.That(() => set.EndedWithAllSessions(token), Throws.TypeOf<TokenNotValidException>());
    }

    // The feed reads the rows of the last half minute repeatedly, in any order.
    [TestCase(false)]
    [TestCase(true)]
    public void EndedWithAllSessions_WhenRevocationsOfTheAccountArriveInAnyOrder_UsesTheLatest(bool newestFirst)
    {
        Revocation[] revocations =
        [
            Revocation.OfUser(token.UserId, 4, SessionEndReason.RevokedByUser, Expiry, token.SessionId),
            Revocation.OfUser(token.UserId, 5, SessionEndReason.RevokedByUser, Expiry),
        ];
        foreach (Revocation revocation in newestFirst ? revocations.Reverse() : revocations)
        {
            set.Add(revocation);
        }

        Assert.That(set.EndedWithAllSessions(token), Is.True);
        Assert.That(set.EndedWithAllSessions(token with { Epoch = 4 }), Is.True);
        Assert.That(set.EndedWithAllSessions(token with { Epoch = 5 }), Is.False);
    }

    [Test]
    public void EndedWithAllSessions_WhenTheAccountIsDeleted_RefusesWithUserNotFound()
    {
        set.Add(Revocation.OfUser(token.UserId, int.MaxValue, SessionEndReason.Deleted, Expiry));

        Assert.That(
            () => set.EndedWithAllSessions(token),
            Throws.TypeOf<AccountUnavailableException>().With.Property("Code").EqualTo("user_not_found"));
    }

    [Test]
    public void EndedWithAllSessions_WhenNothingWasReadYet_RefusesAll()
    {
        RevocationSet unread = new(new JwtOptions(), pollingClock);

        Assert.That(() => unread.EndedWithAllSessions(token), Throws.TypeOf<StateUnavailableException>());
    }

    [TestCase(30, true)]
    [TestCase(31, false)]
    public void EndedWithAllSessions_WhenTheFeedIsStale_RefusesAll(int seconds, bool passes)
    {
        steady.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(() => set.EndedWithAllSessions(token), passes ? Is.False : Throws.TypeOf<StateUnavailableException>());
    }

    [Test]
    public void EndedWithAllSessions_WhenTheFeedIsReadAgain_Accepts()
    {
        steady.Advance(TimeSpan.FromMinutes(5));
        set.MarkComplete(pollingClock.Now);

        bool isInDoubt = set.EndedWithAllSessions(token);

        Assert.That((isInDoubt, set.Lag), Is.EqualTo((false, TimeSpan.Zero)));
    }

    [Test]
    public void RemoveExpired_WhenTimePasses_DropsOnlyExpiredRevocations()
    {
        set.Add(Revocation.OfSession(Guid.NewGuid(), SessionEndReason.Logout, Expiry));
        set.Add(Revocation.OfUser(Guid.NewGuid(), 1, SessionEndReason.PasswordChanged, Expiry));
        set.Add(Revocation.OfSession(token.SessionId, SessionEndReason.Logout, Expiry.AddTicks(1)));

        set.RemoveExpired(Expiry);

        Assert.That(set.Count, Is.EqualTo(1));
        Assert.That(() => set.EndedWithAllSessions(token), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public void ExpiryOf_WhenRevoked_IsLaterThanTheLastAccessToken()
    {
        DateTimeOffset expiry = set.ExpiryOf(TestData.Now);

        TimeSpan inFlight = TimeSpan.FromMinutes(1);
        Assert.That(
            expiry,
            Is.EqualTo(TestData.Now + TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(30) + inFlight + ClockErrorMargin.Margin));
    }
}
