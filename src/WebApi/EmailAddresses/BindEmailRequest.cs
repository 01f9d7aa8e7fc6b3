using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.EmailAddresses.ConfirmEmailChange;
using CleanAuth.Application.EmailAddresses.VerifyEmail;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.EmailAddresses;

/// <summary>The token of a link. The password is required unless the request has an access token of the account.</summary>
public sealed record BindEmailRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Token = ExampleData.Secret, ExampleData.Password };

    /// <summary>The text after <c>#token=</c> in the link.</summary>
    [Required]
    public Field<string> Token { get; init; }

    /// <summary>The password of the account of the link, 1 to 128 characters; required without an access token.</summary>
    public Field<string> Password { get; init; }

    public VerifyEmailCommand ToVerifyCommand(Guid? callerId, Guid? sessionId) =>
        new(Token, Password) { CallerId = callerId, SessionId = sessionId };

    public ConfirmEmailChangeCommand ToConfirmCommand(Guid? callerId, Guid? sessionId) =>
        new(Token, Password) { CallerId = callerId, SessionId = sessionId };
}
