using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Login;

/// <summary>The credentials of an account.</summary>
public sealed record LoginUserRequest
{
    /// <summary>The address of the account.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The password, exactly as it was chosen.</summary>
    [Required]
    public Field<string> Password { get; init; }

    public LoginUserCommand ToCommand() => new(Email.Trimmed(), Password);
}
