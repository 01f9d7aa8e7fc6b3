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
/// Asks for the password before what would give the account away: another password, another address that one logs in with,
/// or its end (ASVS 5.0, 6.2.3 and 7.5.1).
/// </summary>
internal sealed class Reauthentication(
    IPasswordHasher passwordHasher,
    LoginThrottle throttle,
    ISecurityEventWriter events,
    AccountOptions options,
    ILogger<Reauthentication> logger)
{
    public const string Wrong = "This is not the current password.";
    private const string Member = "current_password";

    /// <summary>Checks the password where <see cref="AccountOptions.RequireCurrentPassword"/> asks for it; elsewhere the answer is null.</summary>
    /// <exception cref="InvalidInputException">It is missing or wrong.</exception>
    /// <exception cref="ThrottledException">It was guessed too often.</exception>
    public async Task<LoginAttempt?> DemandAsync(User user, Guid sessionId, Field<string> password, CancellationToken cancellationToken)
    {
        if (!options.RequireCurrentPassword)
        {
            return null;
        }

        return password.HasValue
            ? await CheckAsync(user, sessionId, password.Value, cancellationToken)
            : throw InvalidInputException.Of(Member, TextRule.Required);
    }

    /// <summary>Adds to the next save that the password was right, where it was asked for.</summary>
    public void Remember(LoginAttempt? guess, User user)
    {
        if (guess is not null)
        {
            throttle.Remember(guess, user);
        }
    }

    /// <summary>Checks the password.</summary>
    /// <exception cref="InvalidInputException">It is wrong.</exception>
    /// <exception cref="ThrottledException">It was guessed too often: a stolen access token must not find the password out.</exception>
    public async Task<LoginAttempt> CheckAsync(User user, Guid sessionId, string password, CancellationToken cancellationToken)
    {
        LoginAttempt guess = await throttle.AdmitAsync(user.Email, cancellationToken);
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        await throttle.CountAsync(guess, cancellationToken);
        PasswordVerdict verdict = await passwordHasher.VerifyAsync(permit, password, user.PasswordHash, cancellationToken);
        if (verdict == PasswordVerdict.Wrong)
        {
            events.AddLater(SecurityEventKind.LoginFailed, user.Id, sessionId);
            logger.LoginFailed(user.Id);
            throw InvalidInputException.Of(Member, Wrong);
        }

        return guess;
    }
}
