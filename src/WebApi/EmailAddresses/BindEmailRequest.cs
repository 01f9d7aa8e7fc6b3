using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.EmailAddresses.ConfirmEmailChange;
using CleanAuth.Application.EmailAddresses.VerifyEmail;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.EmailAddresses;

/// <summary>The token of a link, and the password of the account unless the request carries an access token of that account.</summary>
public sealed record BindEmailRequest
{
    /// <summary>What stands behind <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    /// <summary>The password of the account that the link belongs to, 1 to 128 characters. Needed without an access token.</summary>
    public Field<string> Password { get; init; }

    public VerifyEmailCommand ToVerifyCommand(Guid? callerId, Guid? sessionId) =>
        new(Token, Password) { CallerId = callerId, SessionId = sessionId };

    public ConfirmEmailChangeCommand ToConfirmCommand(Guid? callerId, Guid? sessionId) =>
        new(Token, Password) { CallerId = callerId, SessionId = sessionId };
}
