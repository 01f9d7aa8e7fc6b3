using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Registration;

/// <summary>A new account. Text is trimmed, the password is not.</summary>
public sealed record RegisterUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new
    {
        ExampleData.Email,
        Username = "ada",
        ExampleData.Password,
        Bio = "I write programs.",
        FullName = "Ada Lovelace",
    };

    /// <summary>The email to log in with, at most 254 characters. Emails that differ only in case are equal.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The public name, at most 255 characters. Names that differ only in case are equal.</summary>
    [Required]
    public Field<string> Username { get; init; }

    /// <summary>8 to 128 characters of any kind; neither common nor similar to the email or the names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>A text about the person; <c>""</c> when absent.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The person's name, at most 20,000 characters; <c>""</c> when absent.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>The language of emails as a BCP 47 tag, such as <c>de</c> or <c>pt-BR</c>; the default when absent.</summary>
    public Field<string> Language { get; init; }

    public RegisterUserCommand ToCommand() =>
        new(Email.Trimmed(), Username.Trimmed(), Password, Bio.Trimmed(), FullName.Trimmed(), Language.Trimmed());
}
