using CleanAuth.Application.CurrentUser.UpdateCurrentUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>What is to change. An absent member stays as it is; <c>null</c> clears it, where it may be null.</summary>
public sealed record UpdateCurrentUserRequest
{
    /// <summary>Another address to log in with. Where it must be confirmed first, it is the <c>pending_email</c> until then.</summary>
    public Field<string> Email { get; init; }

    /// <summary>Another name for others to see.</summary>
    public Field<string> Username { get; init; }

    /// <summary>Another password, 8 to 128 characters of any kind; no common one, and none that is like the account's names.</summary>
    public Field<string> Password { get; init; }

    /// <summary>The password as it is now. It is asked for when the address or the password is to change.</summary>
    public Field<string> CurrentPassword { get; init; }

    /// <summary>Anything about the person, or null.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The person's name, or null.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The language of messages as a tag of BCP 47, such as <c>de</c> or <c>pt-BR</c>; null for the default.</summary>
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
