using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Passwords.ConfirmPasswordReset;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Passwords;

/// <summary>The token of a reset link, and the new password.</summary>
public sealed record ConfirmPasswordResetRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Token = ExampleData.Secret, ExampleData.NewPassword };

    /// <summary>The text after <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    /// <summary>8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    [Required]
    public Field<string> NewPassword { get; init; }

    public ConfirmPasswordResetCommand ToCommand() => new(Token, NewPassword);
}
