using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Domain.UnitTests.Sessions;

internal sealed class SessionEndTests
{
    [TestCase(SessionEnd.Logout, ExpectedResult = SecurityEventKind.LoggedOut)]
    [TestCase(SessionEnd.ReuseDetected, ExpectedResult = SecurityEventKind.ReuseDetected)]
    [TestCase(SessionEnd.RevokedByUser, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEnd.RevokedByAdmin, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEnd.Reported, ExpectedResult = SecurityEventKind.SessionEnded)]
    [TestCase(SessionEnd.LimitReached, ExpectedResult = SecurityEventKind.SessionEnded)]
    public SecurityEventKind EventOfOne_WhenGivenAReason_ReturnsItsEvent(SessionEnd reason) => reason.EventOfOne();

    [TestCase(SessionEnd.PasswordChanged, ExpectedResult = SecurityEventKind.PasswordChanged)]
    [TestCase(SessionEnd.EmailRestored, ExpectedResult = null)]
    [TestCase(SessionEnd.Deactivated, ExpectedResult = null)]
    public SecurityEventKind? EventOfAll_WhenTheChangeAddsAnEventItself_ReturnsNull(SessionEnd reason) => reason.EventOfAll();

    [TestCase(SessionEnd.AccountSecured, ExpectedResult = true)]
    [TestCase(SessionEnd.EmailRestored, ExpectedResult = true)]
    [TestCase(SessionEnd.Reported, ExpectedResult = true)]
    [TestCase(SessionEnd.PasswordChanged, ExpectedResult = false)]
    [TestCase(SessionEnd.Logout, ExpectedResult = false)]
    public bool SuspectsAttacker_WhenASessionEnded_DependsOnTheReason(SessionEnd reason) => reason.SuspectsAttacker();
}
