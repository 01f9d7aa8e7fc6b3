using CleanAuth.Application.Admin.Users.ChangeUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>What is to change. An absent member stays as it is; <c>null</c> clears it, where it may be null.</summary>
public sealed record ChangeUserRequest
{
    /// <summary>Another address to log in with.</summary>
    public Field<string> Email { get; init; }

    /// <summary>Another name for others to see.</summary>
    public Field<string> Username { get; init; }

    /// <summary>The person's name, or null.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>Anything about the person, or null.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public ChangeUserCommand ToCommand(Guid callerId, Guid sessionId, Guid userId, string? version) =>
        new(callerId, userId, version, Email.Trimmed(), Username.Trimmed(), FullName.Trimmed(), Bio.Trimmed(), BirthDate)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
