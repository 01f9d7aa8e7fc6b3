using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.TraceSession;

internal sealed class SessionExplanationTests
{
    private readonly User owner = TestData.NewUser();

    [TestCase(SessionEndReason.Logout, "Logged out: the owner logged out.")]
    [TestCase(
        SessionEndReason.ReuseDetected,
        "Logged out: a used refresh token was presented again. Two parties had it, so the session was ended.")]
    [TestCase(SessionEndReason.PasswordChanged, "Logged out: the password was changed, which ends all sessions.")]
    [TestCase(SessionEndReason.Deactivated, "Logged out: the account was deactivated, which ends all sessions.")]
    [TestCase(SessionEndReason.Deleted, "Logged out: the account was deleted.")]
    [TestCase(SessionEndReason.RevokedByUser, "Logged out: the owner ended the session in their list of sessions.")]
    [TestCase(SessionEndReason.Reported, "Logged out: the owner reported that the session is not theirs.")]
    [TestCase(SessionEndReason.RevokedByAdmin, "Logged out: a member of staff ended the session.")]
    [TestCase(SessionEndReason.Expired, "Logged out: the session reached its maximum lifetime.")]
    public void Explanation_WhenTheSessionHasEnded_GivesTheReason(SessionEndReason reason, string expected)
    {
        Session session = TestData.NewSession(owner);
        session.End(reason, TestData.Now);

        string sentence = Of(session);

        Assert.That(sentence, Is.EqualTo(expected));
    }

    [Test]
    public void Explanation_WhenGivenAnyReason_HasASentenceForIt([Values] SessionEndReason reason)
    {
        Session session = TestData.NewSession(owner);
        session.End(reason, TestData.Now);

        string sentence = Of(session);

        Assert.That(sentence, Does.StartWith("Logged out: ").And.EndsWith("."));
    }

    [Test]
    public void Explanation_WhenTheSessionHasExpired_SaysExpired()
    {
        Session session = TestData.NewSession(owner, lifetime: TestData.Now - TestData.Earlier);

        string sentence = Of(session, hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Logged out: the session reached its maximum lifetime."));
    }

    [Test]
    public void Explanation_WhenTheSessionIsIdleForTooLong_SaysIdle()
    {
        string sentence = Of(TestData.NewSession(owner), hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Logged out: the refresh token expired unused."));
    }

    [Test]
    public void Explanation_WhenTheAccountIsDeactivated_SaysDeactivated()
    {
        Session session = TestData.NewSession(owner);
        owner.Deactivate(TestData.Now);

        string sentence = Of(session);

        Assert.That(sentence, Is.EqualTo("Logged out: the account was deactivated, which ends all sessions."));
    }

    [Test]
    public void Explanation_WhenTheEpochHasGrown_SaysThatAllSessionsWereEnded()
    {
        Session session = TestData.NewSession(owner);
        owner.ReplacePassword("another hash", TestData.Now);

        string sentence = Of(session);

        Assert.That(
            sentence,
            Is.EqualTo("Logged out: after this login, all sessions of the account were ended or its password was changed."));
    }

    [Test]
    public void Explanation_WhenTheSessionIsLive_SaysLive()
    {
        string sentence = Of(TestData.NewSession(owner));

        Assert.That(sentence, Is.EqualTo("Still logged in."));
    }

    [Test]
    public void Explanation_WhenItIsAnAdminSession_RequiresNoToken()
    {
        Session session = Session.OpenAdmin(owner, TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Earlier);

        string sentence = Of(session, hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Still logged in."));
    }

    [Test]
    public void Explanation_WhenTheTokenIsConsumed_SaysWhatAReuseWouldCause()
    {
        PresentedToken presented = TestData.NewToken(owner, consumedAt: TestData.Earlier);

        string sentence = Of(presented.Session, presented.Token);

        Assert.That(
            sentence,
            Is.EqualTo("Still logged in: this refresh token was exchanged for its successor. Presented again after the leeway, it ends the session."));
    }

    [Test]
    public void Explanation_WhenOnlyAnotherTokenIsLive_SaysThatTheTokenHasExpired()
    {
        PresentedToken presented = TestData.NewToken(owner, lifetime: TestData.Now - TestData.Earlier);

        string sentence = Of(presented.Session, presented.Token);

        Assert.That(
            sentence,
            Is.EqualTo("Still logged in: this refresh token has expired, but another one of the session has not."));
    }

    private string Of(Session session, RefreshToken? token = null, bool hasLiveToken = true) =>
        SessionExplanation.Of(new StoredSession(session, hasLiveToken), token, owner, TestData.Now);
}
