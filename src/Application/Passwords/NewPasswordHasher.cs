using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Passwords;

/// <summary>
/// Checks a new password against the names of its owner and against known breaches, and hashes it. The validators have checked the rest.
/// </summary>
internal sealed class NewPasswordHasher(PasswordPolicy policy, IBreachedPasswordChecker breachedPasswords, IPasswordHasher passwordHasher)
{
    /// <summary>Checks and hashes a new password.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="owner">The owner of the account.</param>
    /// <param name="fieldName">The name of the field in the request, for which errors are reported.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">The password is too similar to a name of the owner, or has appeared in a breach.</exception>
    public async Task<string> HashAsync(string password, PasswordOwner owner, string fieldName, CancellationToken cancellationToken)
    {
        if (policy.FindError(password, owner) is { } error)
        {
            throw InvalidInputException.Of(fieldName, error);
        }

        return await breachedPasswords.IsBreachedAsync(password, cancellationToken)
            ? throw InvalidInputException.Of(fieldName, "This password has appeared in a data breach.")
            : await passwordHasher.HashAsync(password, cancellationToken);
    }
}
