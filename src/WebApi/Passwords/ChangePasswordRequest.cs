using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Passwords.ChangePassword;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Passwords;

/// <summary>The current and the new password.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { CurrentPassword = ExampleData.Password, ExampleData.NewPassword };

    /// <summary>The current password.</summary>
    [Required]
    public Field<string> CurrentPassword { get; init; }

    /// <summary>8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    [Required]
    public Field<string> NewPassword { get; init; }

    public ChangePasswordCommand ToCommand(Guid userId, Guid sessionId) => new(userId, sessionId)
    {
        CurrentPassword = CurrentPassword,
        NewPassword = NewPassword,
    };
}
