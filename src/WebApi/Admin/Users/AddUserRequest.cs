using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>A new account. Text is trimmed, the password is not.</summary>
public sealed record AddUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { ExampleData.Email, Username = "ada", ExampleData.Password, FullName = "Ada Lovelace" };

    /// <summary>The email to log in with, at most 254 characters.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The public name, at most 255 characters.</summary>
    [Required]
    public Field<string> Username { get; init; }

    /// <summary>8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>The person's name, at most 20,000 characters; <c>""</c> when absent.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>A text about the person; <c>""</c> when absent.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The date of birth as YYYY-MM-DD, or null.</summary>
    public Field<DateOnly> BirthDate { get; init; }

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public AddUserCommand ToCommand(Guid callerId, Guid sessionId) =>
        new(callerId, Email.Trimmed(), Username.Trimmed(), Password, FullName.Trimmed(), Bio.Trimmed(), BirthDate)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
