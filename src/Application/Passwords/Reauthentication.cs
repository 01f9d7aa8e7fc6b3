using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords;

/// <summary>
/// Requires the current password before a change that could give the account away: of the password, of the email address, or its deletion
/// (ASVS 5.0, 6.2.3 and 7.5.1).
/// </summary>
internal sealed class Reauthentication(
    IPasswordHasher passwordHasher,
    LoginThrottle loginThrottle,
    ISecurityEventWriter events,
    AccountOptions options,
    ILogger<Reauthentication> logger)
{
    public const string Wrong = "This is not the current password.";
    private const string FieldName = "current_password";

    /// <summary>Verifies the password if <see cref="AccountOptions.RequireCurrentPassword"/> demands it; otherwise returns null.</summary>
    /// <exception cref="InvalidInputException">The password is missing or wrong.</exception>
    /// <exception cref="ThrottledException">There were too many guesses.</exception>
    public async Task<LoginAttempt?> RequireAsync(User user, Guid sessionId, Field<string> password, CancellationToken cancellationToken)
    {
        if (!options.RequireCurrentPassword)
        {
            return null;
        }

        return password.HasValue
            ? await VerifyAsync(user, sessionId, password.Value, cancellationToken)
            : throw InvalidInputException.Of(FieldName, TextRule.Required);
    }

    /// <summary>Verifies the password.</summary>
    /// <exception cref="InvalidInputException">The password is wrong.</exception>
    /// <exception cref="ThrottledException">There were too many guesses: a stolen access token must not reveal the password.</exception>
    public async Task<LoginAttempt> VerifyAsync(User user, Guid sessionId, string password, CancellationToken cancellationToken) =>
        await TryVerifyAsync(user, sessionId, password, cancellationToken) ?? throw InvalidInputException.Of(FieldName, Wrong);

    /// <summary>Verifies the password. Null for a wrong password and for an unknown account, after the same work.</summary>
    /// <exception cref="ThrottledException">There were too many guesses.</exception>
    public async Task<LoginAttempt?> TryVerifyAsync(User? user, Guid? sessionId, string password, CancellationToken cancellationToken)
    {
        LoginAttempt? attempt = user is null ? null : await loginThrottle.AdmitAsync(user.Email, cancellationToken);
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        if (attempt is not null)
        {
            await loginThrottle.CountAsync(attempt, cancellationToken);
        }

        PasswordVerificationResult result = await passwordHasher.VerifyAsync(permit, password, user?.PasswordHash, cancellationToken);
        if (attempt is not null && result != PasswordVerificationResult.Failed)
        {
            return attempt;
        }

        events.Enqueue(SecurityEventKind.LoginFailed, user?.Id, sessionId);
        logger.LoginFailed(user?.Id);
        return null;
    }

    /// <summary>
    /// Records that the password was right, if it was required. Added to the unit of work; saved by SaveChangesAsync.
    /// </summary>
    public void RecordSuccess(LoginAttempt? attempt, User user)
    {
        if (attempt is not null)
        {
            loginThrottle.RecordSuccess(attempt, user);
        }
    }
}
