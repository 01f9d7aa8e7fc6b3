using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>Records the outcome of a login by any method: in the account, as a security event and in the log.</summary>
internal sealed class LoginRecorder(ISecurityEventWriter events, ILogger<LoginRecorder> logger)
{
    /// <summary>Records a login whose session is open. Added to the unit of work; saved by SaveChangesAsync.</summary>
    public void RecordLogin(User user, Session session, DateTimeOffset now)
    {
        user.RecordLogin(now);
        events.Add(SecurityEventKind.LoggedIn, user.Id, session.Id);
    }

    /// <summary>Writes the log entry, after the login was saved.</summary>
    public void LogLogin(Session session) => logger.UserLoggedIn(session.UserId, session.Id);

    /// <summary>Records a refused login.</summary>
    public void RecordFailure(Guid? userId)
    {
        events.Enqueue(SecurityEventKind.LoginFailed, userId, sessionId: null);
        logger.LoginFailed(userId);
    }

    /// <summary>Records that the failed attempts have reached a limit.</summary>
    public void RecordThrottling(Guid? userId)
    {
        events.Enqueue(SecurityEventKind.LoginsThrottled, userId, sessionId: null);
        logger.LoginsThrottled(userId);
    }
}
