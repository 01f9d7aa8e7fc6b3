using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>An account to be opened for somebody. Text is trimmed, the password is not; unknown members are ignored.</summary>
public sealed record AddUserRequest
{
    /// <summary>The address to log in with, 254 characters at most.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The name that others see, 255 characters at most.</summary>
    [Required]
    public Field<string> Username { get; init; }

    /// <summary>8 to 128 characters of any kind; no common password, and none that is like one of the names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>The person's name, 20,000 characters at most; <c>""</c> when absent.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>Anything about the person; <c>""</c> when absent.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public AddUserCommand ToCommand(Guid callerId, Guid sessionId) =>
        new(callerId, Email.Trimmed(), Username.Trimmed(), Password, FullName.Trimmed(), Bio.Trimmed(), BirthDate)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
