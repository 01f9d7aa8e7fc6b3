using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Domain.UnitTests.Sessions;

internal sealed class SessionEndReasonTests
{
    [TestCase(SessionEndReason.Logout, ExpectedResult = SecurityEventKind.LoggedOut)]
    [TestCase(SessionEndReason.ReuseDetected, ExpectedResult = SecurityEventKind.ReuseDetected)]
    [TestCase(SessionEndReason.RevokedByUser, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEndReason.RevokedByAdmin, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEndReason.Reported, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEndReason.LimitReached, ExpectedResult = SecurityEventKind.SessionEnded)]
    public SecurityEventKind EventOfSession_WhenGivenAReason_ReturnsItsEvent(SessionEndReason reason) => reason.EventOfSession();

    [TestCase(SessionEndReason.PasswordChanged, ExpectedResult = SecurityEventKind.PasswordChanged)]
    [TestCase(SessionEndReason.EmailRestored, ExpectedResult = null)]
    [TestCase(SessionEndReason.Deactivated, ExpectedResult = null)]
    public SecurityEventKind? EventOfAllSessions_WhenTheChangeAddsAnEventItself_ReturnsNull(SessionEndReason reason) =>
        reason.EventOfAllSessions();

    [TestCase(SessionEndReason.AccountSecured, ExpectedResult = true)]
    [TestCase(SessionEndReason.EmailRestored, ExpectedResult = true)]
    [TestCase(SessionEndReason.Reported, ExpectedResult = true)]
    [TestCase(SessionEndReason.PasswordChanged, ExpectedResult = false)]
    [TestCase(SessionEndReason.Logout, ExpectedResult = false)]
    public bool SuspectsAttacker_WhenASessionEnded_DependsOnTheReason(SessionEndReason reason) => reason.SuspectsAttacker();
}
