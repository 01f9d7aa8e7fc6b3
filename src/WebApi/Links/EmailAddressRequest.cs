using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.EmailAddresses.RequestEmailVerification;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.Application.Passwords.RequestPasswordReset;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Links;

/// <summary>An address that may or may not have an account.</summary>
public sealed record EmailAddressRequest
{
    /// <summary>The address, 254 characters at most.</summary>
    [Required]
    public Field<string> Email { get; init; }

    public RequestPasswordResetCommand ToResetCommand() => new(Email.Trimmed());

    public RequestEmailVerificationCommand ToVerificationCommand() => new(Email.Trimmed());

    public RequestLoginCodeCommand ToLoginCodeCommand() => new(Email.Trimmed());
}
