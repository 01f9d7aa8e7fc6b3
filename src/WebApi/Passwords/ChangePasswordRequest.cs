using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Passwords.ChangePassword;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Passwords;

/// <summary>A password in the place of another.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { CurrentPassword = ExampleData.Password, ExampleData.NewPassword };

    /// <summary>The password as it is now.</summary>
    [Required]
    public Field<string> CurrentPassword { get; init; }

    /// <summary>8 to 128 characters of any kind; no common password, and none that is like the account's names.</summary>
    [Required]
    public Field<string> NewPassword { get; init; }

    public ChangePasswordCommand ToCommand(Guid userId, Guid sessionId) => new(userId, sessionId)
    {
        CurrentPassword = CurrentPassword,
        NewPassword = NewPassword,
    };
}
