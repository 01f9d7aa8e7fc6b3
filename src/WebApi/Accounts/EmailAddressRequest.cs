using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.RequestEmailVerification;
using CleanAuth.Application.Accounts.RequestLoginCode;
using CleanAuth.Application.Accounts.RequestPasswordReset;

namespace CleanAuth.WebApi.Accounts;

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
