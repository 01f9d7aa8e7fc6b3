using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.EmailAddresses.RequestEmailVerification;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.Application.Passwords.RequestPasswordReset;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.EmailAddresses;

/// <summary>An email, with or without an account.</summary>
public sealed record EmailAddressRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { ExampleData.Email };

    /// <summary>The email, at most 254 characters.</summary>
    [Required]
    public Field<string> Email { get; init; }

    public RequestPasswordResetCommand ToResetCommand() => new(Email.Trimmed());

    public RequestEmailVerificationCommand ToVerificationCommand() => new(Email.Trimmed());

    public RequestLoginCodeCommand ToLoginCodeCommand() => new(Email.Trimmed());
}
