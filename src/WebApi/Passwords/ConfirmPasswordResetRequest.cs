using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Passwords.ConfirmPasswordReset;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Passwords;

/// <summary>A password in the place of a forgotten one.</summary>
public sealed record ConfirmPasswordResetRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Token = ExampleData.Secret, ExampleData.NewPassword };

    /// <summary>What stands behind <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    /// <summary>8 to 128 characters of any kind; no common password, and none that is like the account's names.</summary>
    [Required]
    public Field<string> NewPassword { get; init; }

    public ConfirmPasswordResetCommand ToCommand() => new(Token, NewPassword);
}
