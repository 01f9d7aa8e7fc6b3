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
/// Requires the current password before the password or the email address changes, or the account is deleted (ASVS 5.0, 6.2.3 and 7.5.1).
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

    /// <summary>Verifies the password if <see cref="AccountOptions.RequireCurrentPassword"/> is on; otherwise returns null.</summary>
    /// <exception cref="InvalidInputException">The password is missing or wrong.</exception>
    /// <exception cref="ThrottledException">Too many wrong passwords were sent.</exception>
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
    /// <exception cref="ThrottledException">
    /// Too many wrong passwords were sent. An attacker with a stolen access token must not be able to guess the password.
    /// </exception>
    public async Task<LoginAttempt> VerifyAsync(User user, Guid sessionId, string password, CancellationToken cancellationToken) =>
        await TryVerifyAsync(user, sessionId, password, cancellationToken) ?? throw InvalidInputException.Of(FieldName, Wrong);

    /// <summary>Verifies the password. Returns null if the password is wrong or the account is unknown; both take the same time.</summary>
    /// <exception cref="ThrottledException">Too many wrong passwords were sent.</exception>
    public async Task<LoginAttempt?> TryVerifyAsync(User? user, Guid? sessionId, string password, CancellationToken cancellationToken)
    {
        LoginAttempt? attempt = user is null ? null : await loginThrottle.AdmitAsync(user.Email, cancellationToken);
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        if (attempt is not null)
        {
            attempt = await loginThrottle.CountAsync(attempt, cancellationToken);
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

    /// <summary>Records a correct password, if one was required. Added to the unit of work; saved by SaveChangesAsync.</summary>
    /// <param name="attempt">The attempt that verified the password; null if none was required.</param>
    /// <param name="user">The account.</param>
    public void RecordSuccess(LoginAttempt? attempt, User user)
    {
        if (attempt is not null)
        {
            loginThrottle.RecordSuccess(attempt, user);
        }
    }
}
