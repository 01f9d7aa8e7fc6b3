using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Login;

/// <summary>The credentials of an account.</summary>
public sealed record LoginUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { ExampleData.Email, ExampleData.Password };

    /// <summary>The email of the account.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The password. It is not trimmed.</summary>
    [Required]
    public Field<string> Password { get; init; }

    public LoginUserCommand ToCommand() => new(Email.Trimmed(), Password);
}
