using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.LoginUser;

namespace CleanAuth.WebApi.Accounts;

/// <summary>The credentials of an account.</summary>
public sealed record LoginUserRequest
{
    /// <summary>The address of the account.</summary>
    /// <example>ada@example.com</example>
    public Field<string> Email { get; init; }

    /// <summary>The password, exactly as it was chosen.</summary>
    /// <example>correct horse battery staple</example>
    public Field<string> Password { get; init; }

    public LoginUserCommand ToCommand() => new(Email.Trimmed(), Password);
}
