using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Asks for the password before what would give the account away: another password, another address that one logs in with,
/// or its end (ASVS 5.0, 6.2.3 and 7.5.1).
/// </summary>
internal sealed class CurrentPassword(
    IPasswordHasher passwordHasher,
    LoginThrottle throttle,
    ISecurityEvents events,
    AccountOptions options,
    ILogger<CurrentPassword> logger)
{
    public const string Wrong = "This is not the current password.";
    private const string Member = "current_password";

    /// <summary>Checks the password where <see cref="AccountOptions.RequireCurrentPassword"/> asks for it.</summary>
    /// <exception cref="InvalidInputException">It is missing or wrong.</exception>
    /// <exception cref="ThrottledException">It was guessed too often.</exception>
    public async Task DemandAsync(User user, Guid sessionId, Field<string> password, CancellationToken cancellationToken)
    {
        if (IsDemanded(password))
        {
            await CheckAsync(user, sessionId, password.Value, cancellationToken);
        }
    }

    /// <summary>The same for the last time: the account goes, and that the password was right is remembered nowhere.</summary>
    /// <inheritdoc cref="DemandAsync"/>
    public async Task DemandLastlyAsync(User user, Guid sessionId, Field<string> password, CancellationToken cancellationToken)
    {
        if (IsDemanded(password))
        {
            await VerifyAsync(user, sessionId, password.Value, cancellationToken);
        }
    }

    /// <summary>Checks the password. That it was right is remembered with the next save.</summary>
    /// <exception cref="InvalidInputException">It is wrong.</exception>
    /// <exception cref="ThrottledException">It was guessed too often: a stolen access token must not find the password out.</exception>
    public async Task CheckAsync(User user, Guid sessionId, string password, CancellationToken cancellationToken) =>
        throttle.Remember(await VerifyAsync(user, sessionId, password, cancellationToken), user);

    private bool IsDemanded(Field<string> password) =>
        options.RequireCurrentPassword && (password.HasValue ? true : throw InvalidInputException.Of(Member, TextRule.Required));

    private async Task<LoginTry> VerifyAsync(User user, Guid sessionId, string password, CancellationToken cancellationToken)
    {
        LoginTry guess = await throttle.AdmitAsync(user.Email, cancellationToken);
        PasswordVerdict verdict = await passwordHasher.VerifyAsync(
            password,
            async token =>
            {
                await throttle.CountAsync(guess, token);
                return user.PasswordHash;
            },
            cancellationToken);
        if (verdict == PasswordVerdict.Wrong)
        {
            events.AddLater(SecurityEventKind.LoginFailed, user.Id, sessionId);
            logger.LoginFailed(user.Id);
            throw InvalidInputException.Of(Member, Wrong);
        }

        return guess;
    }
}
