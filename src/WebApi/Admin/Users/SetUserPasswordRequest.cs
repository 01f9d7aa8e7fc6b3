using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>Another password for an account.</summary>
public sealed record SetUserPasswordRequest
{
    /// <summary>8 to 128 characters of any kind; no common password, and none that is like the account's names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public SetUserPasswordCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) => new(callerId, userId, Password)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };
}
