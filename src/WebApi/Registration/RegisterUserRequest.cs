using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Registration;

/// <summary>An account to be opened. Text is trimmed, the password is not; unknown members are ignored.</summary>
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

    /// <summary>The address to log in with, 254 characters at most. Its letter case does not tell accounts apart.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The name that others see, 255 characters at most. Its letter case does not tell accounts apart.</summary>
    [Required]
    public Field<string> Username { get; init; }

    /// <summary>8 to 128 characters of any kind; no common password, and none that is like one of the names.</summary>
    [Required]
    public Field<string> Password { get; init; }

    /// <summary>Anything about the person; <c>""</c> when absent.</summary>
    public Field<string> Bio { get; init; }

    /// <summary>The person's name, 20,000 characters at most; <c>""</c> when absent.</summary>
    public Field<string> FullName { get; init; }

    /// <summary>The language of messages as a tag of BCP 47, such as <c>de</c> or <c>pt-BR</c>; the default when absent.</summary>
    public Field<string> Language { get; init; }

    public RegisterUserCommand ToCommand() =>
        new(Email.Trimmed(), Username.Trimmed(), Password, Bio.Trimmed(), FullName.Trimmed(), Language.Trimmed());
}
