using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Passwords;

/// <summary>
/// The common part of every password change: the checks that need the account or another service, and then the hash.
/// </summary>
internal sealed class NewPasswordHasher(PasswordPolicy policy, IBreachedPasswordChecker breachedPasswords, IPasswordHasher passwordHasher)
{
    private const string FieldName = "password";

    /// <summary>The hash of another password for an account, whose names count as they are now.</summary>
    /// <exception cref="InvalidInputException">It is too like a name of the account, or known from a breach.</exception>
    public Task<string> HashAsync(string password, User user, CancellationToken cancellationToken) =>
        HashAsync(password, user, FieldName, cancellationToken);

    /// <summary>The same, for a password that came as <paramref name="fieldName"/>.</summary>
    /// <exception cref="InvalidInputException">It is too like a name of the account, or known from a breach.</exception>
    public Task<string> HashAsync(string password, User user, string fieldName, CancellationToken cancellationToken) =>
        HashAsync(password, fieldName, user.Email, user.Username, user.FullName, cancellationToken);

    /// <exception cref="InvalidInputException">It is too like a name of the account, or known from a breach.</exception>
    public Task<string> HashAsync(
        string password,
        string email,
        string username,
        string? fullName,
        CancellationToken cancellationToken) =>
        HashAsync(password, FieldName, email, username, fullName, cancellationToken);

    /// <exception cref="InvalidInputException">It is too like a name of the account, or known from a breach.</exception>
    public async Task<string> HashAsync(
        string password,
        string fieldName,
        string email,
        string username,
        string? fullName,
        CancellationToken cancellationToken)
    {
        if (policy.FindError(password, email, username, fullName) is { } objection)
        {
            throw InvalidInputException.Of(fieldName, objection);
        }

        return await breachedPasswords.IsBreachedAsync(password, cancellationToken)
            ? throw InvalidInputException.Of(fieldName, "This password has appeared in a data breach.")
            : await passwordHasher.HashAsync(password, cancellationToken);
    }
}
