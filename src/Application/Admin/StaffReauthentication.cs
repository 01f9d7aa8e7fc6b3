using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>
/// Requires a recent login or the password for the most dangerous actions of staff.
/// A stolen access token, or a browser that was left open, must not be enough.
/// </summary>
internal sealed class StaffReauthentication(
    LiveSessionReader liveSessionReader,
    IUserRepository users,
    Reauthentication reauthentication,
    IUnitOfWork unitOfWork,
    AccountOptions options,
    TimeProvider clock)
{
    private const string FieldName = "current_password";

    private static readonly TextRule Rule = AccountRules.LoginPassword with { Optional = true };

    /// <summary>Requires a recent login, or the current password in the request.</summary>
    /// <exception cref="ReauthenticationRequiredException">The session is too old or has ended, and no password was sent.</exception>
    /// <exception cref="InvalidInputException">The password is wrong or not a text.</exception>
    /// <exception cref="ThrottledException">Too many wrong passwords were sent.</exception>
    public async Task RequireAsync(IReauthenticatedRequest request, CancellationToken cancellationToken)
    {
        string[] violations = [.. Rule.Violations(request.CurrentPassword)];
        if (violations.Length > 0)
        {
            throw new InvalidInputException(new Dictionary<string, string[]> { [FieldName] = violations });
        }

        if (await IsRecentAsync(request.CallerId, request.SessionId, cancellationToken))
        {
            return;
        }

        if (request.CurrentPassword.IsAbsent)
        {
            throw new ReauthenticationRequiredException();
        }

        User user = (await users.ReadByIdAsync(request.CallerId, cancellationToken)).MustBeActive();
        LoginAttempt attempt =
            await reauthentication.VerifyAsync(user, request.SessionId, request.CurrentPassword.Value, cancellationToken);

        // Save at once: a correct password must not count as a failed login, even if the request fails.
        reauthentication.RecordSuccess(attempt, user);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whether the session is live and was opened recently.</summary>
    public async Task<bool> IsRecentAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        await liveSessionReader.ReadAsync(userId, sessionId, cancellationToken) is { } session
        && clock.GetUtcNow() - session.OpenedAt < options.ReauthenticationLifetime;
}
