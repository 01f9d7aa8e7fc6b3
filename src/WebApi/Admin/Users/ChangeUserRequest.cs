using CleanAuth.Application;
using CleanAuth.Application.Admin.Users.ChangeUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>The members to update. An absent member stays unchanged; <c>null</c> clears a nullable member.</summary>
public sealed record ChangeUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { ExampleData.Email, BirthDate = "1815-12-10" };

    /// <summary>A new email to log in with.</summary>
    public Field<string> Email { get; init; }

    /// <summary>A new public name.</summary>
    public Field<string> Username { get; init; }

    /// <summary>The person's name, or null.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>A text about the person, or null.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public ChangeUserCommand ToCommand(Guid callerId, Guid sessionId, Guid userId, string? version) =>
        new(callerId, userId, version, Email.Trimmed(), Username.Trimmed(), FullName.Trimmed(), Bio.Trimmed(), BirthDate)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
