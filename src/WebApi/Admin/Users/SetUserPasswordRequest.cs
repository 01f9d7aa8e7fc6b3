using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>A new password for an account.</summary>
public sealed record SetUserPasswordRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { ExampleData.Password };

    /// <summary>8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public SetUserPasswordCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) => new(callerId, userId, Password)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };
}
