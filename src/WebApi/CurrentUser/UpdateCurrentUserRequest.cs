using CleanAuth.Application.CurrentUser.UpdateCurrentUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>The members to update. An absent member stays unchanged; <c>null</c> clears a nullable member.</summary>
public sealed record UpdateCurrentUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Bio = (string?)null, FullName = "Ada King", BirthDate = "1815-12-10" };

    /// <summary>A new email to log in with. If it must be confirmed, it is returned as <c>pending_email</c> until then.</summary>
    public Field<string> Email { get; init; }

    /// <summary>A new public name.</summary>
    public Field<string> Username { get; init; }

    /// <summary>A new password: 8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    public Field<string> Password { get; init; }

    /// <summary>The current password; required to change the email or the password.</summary>
    public Field<string> CurrentPassword { get; init; }

    /// <summary>A text about the person, or null.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The person's name, or null.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The language of emails as a BCP 47 tag, such as <c>de</c> or <c>pt-BR</c>; null for the default.</summary>
    public Field<string> Language { get; init; }

    public UpdateCurrentUserCommand ToCommand(Guid userId, Guid sessionId) => new(userId, sessionId)
    {
        Email = Email.Trimmed(),
        Username = Username.Trimmed(),
        Password = Password,
        CurrentPassword = CurrentPassword,
        Bio = Bio.Trimmed(),
        FullName = FullName.Trimmed(),
        BirthDate = BirthDate,
        Language = Language.Trimmed(),
    };
}
