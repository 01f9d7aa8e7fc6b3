using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.TraceSession;

internal sealed class SessionExplanationTests
{
    private readonly User owner = TestData.NewUser();

    [TestCase(SessionEndReason.Logout, "Signed out: they logged out.")]
    [TestCase(
        SessionEndReason.ReuseDetected,
        "Signed out: a refresh token came again after its use, so two parties had it and the session was ended for safety.")]
    [TestCase(SessionEndReason.PasswordChanged, "Signed out: the password was changed, which ends all sessions.")]
    [TestCase(SessionEndReason.Deactivated, "Signed out: the account was deactivated, which ends all sessions.")]
    [TestCase(SessionEndReason.Deleted, "Signed out: the account was deleted.")]
    [TestCase(SessionEndReason.RevokedByUser, "Signed out: they ended the session themselves in the list of their sessions.")]
    [TestCase(SessionEndReason.Reported, "Signed out: the owner reported the session as a stranger's.")]
    [TestCase(SessionEndReason.RevokedByAdmin, "Signed out: somebody on the staff ended the session.")]
    [TestCase(SessionEndReason.Expired, "Signed out: the session reached the age at which every session ends.")]
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

        Assert.That(sentence, Does.StartWith("Signed out: ").And.EndsWith("."));
    }

    [Test]
    public void Explanation_WhenTheSessionHasExpired_SaysExpired()
    {
        Session session = TestData.NewSession(owner, lifetime: TestData.Now - TestData.Earlier);

        string sentence = Of(session, hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Signed out: the session reached the age at which every session ends."));
    }

    [Test]
    public void Explanation_WhenTheSessionIsIdleForTooLong_SaysIdle()
    {
        string sentence = Of(TestData.NewSession(owner), hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Signed out: the session was not used for so long that its refresh token expired."));
    }

    [Test]
    public void Explanation_WhenTheAccountIsDeactivated_SaysDeactivated()
    {
        Session session = TestData.NewSession(owner);
        owner.Deactivate(TestData.Now);

        string sentence = Of(session);

        Assert.That(sentence, Is.EqualTo("Signed out: the account was deactivated, which ends all sessions."));
    }

    [Test]
    public void Explanation_WhenTheEpochHasGrown_SaysThatAllSessionsWereEnded()
    {
        Session session = TestData.NewSession(owner);
        owner.ReplacePassword("another hash", TestData.Now);

        string sentence = Of(session);

        Assert.That(
            sentence,
            Is.EqualTo("Signed out: all sessions of the account were ended since they logged in, or its password was changed."));
    }

    [Test]
    public void Explanation_WhenTheSessionIsLive_SaysLive()
    {
        string sentence = Of(TestData.NewSession(owner));

        Assert.That(sentence, Is.EqualTo("Still signed in."));
    }

    [Test]
    public void Explanation_WhenItIsAnAdminSession_RequiresNoToken()
    {
        Session session = Session.OpenAdmin(owner, TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Earlier);

        string sentence = Of(session, hasLiveToken: false);

        Assert.That(sentence, Is.EqualTo("Still signed in."));
    }

    [Test]
    public void Explanation_WhenTheTokenIsConsumed_SaysWhatAReuseWouldCause()
    {
        PresentedToken presented = TestData.NewToken(owner, consumedAt: TestData.Earlier);

        string sentence = Of(presented.Session, presented.Token);

        Assert.That(
            sentence,
            Is.EqualTo("Still signed in: this refresh token was exchanged for the next, and will end the session if it comes again."));
    }

    [Test]
    public void Explanation_WhenOnlyAnotherTokenIsLive_SaysThatTheTokenHasExpired()
    {
        PresentedToken presented = TestData.NewToken(owner, lifetime: TestData.Now - TestData.Earlier);

        string sentence = Of(presented.Session, presented.Token);

        Assert.That(
            sentence,
            Is.EqualTo("Still signed in: this refresh token has expired, another one of the session has not."));
    }

    private string Of(Session session, RefreshToken? token = null, bool hasLiveToken = true) =>
        SessionExplanation.Of(new StoredSession(session, hasLiveToken), token, owner, TestData.Now);
}
