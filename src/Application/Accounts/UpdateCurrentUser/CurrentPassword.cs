using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

/// <summary>
/// Asks for the password before what would give the account away is changed: the password itself, or the address that one
/// logs in with (ASVS 5.0, 6.2.3 and 7.5.1).
/// </summary>
internal sealed class CurrentPassword(
    IPasswordHasher passwordHasher,
    ISecurityEvents events,
    AccountOptions options,
    ILogger<CurrentPassword> logger)
{
    public const string Wrong = "This is not the current password.";
    private const string Member = "current_password";

    /// <exception cref="InvalidInputException">It is missing or wrong.</exception>
    public async Task DemandAsync(User user, UpdateCurrentUserCommand command, CancellationToken cancellationToken)
    {
        if (!options.RequireCurrentPassword || !(command.Password.HasValue || ChangesEmail(user, command)))
        {
            return;
        }

        if (!command.CurrentPassword.HasValue)
        {
            throw InvalidInputException.Of(Member, TextRule.Required);
        }

        PasswordVerdict verdict = await passwordHasher.VerifyAsync(command.CurrentPassword.Value, user.PasswordHash, cancellationToken);
        if (verdict == PasswordVerdict.Wrong)
        {
            events.AddLater(SecurityEventKind.LoginFailed, user.Id, command.SessionId);
            logger.LoginFailed(user.Id);
            throw InvalidInputException.Of(Member, Wrong);
        }
    }

    // A client that sends the whole profile back changes nothing.
    private static bool ChangesEmail(User user, UpdateCurrentUserCommand command) =>
        command.Email.HasValue && AccountName.LowerDomain(command.Email.Value) != user.Email;
}
