using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Login.ConfirmLoginCode;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Login;

/// <summary>The nonce of the browser that requested the code, and the code or the token from the email.</summary>
public sealed record ConfirmLoginCodeRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Nonce = ExampleData.Secret, Code = "K7MW4QXD" };

    /// <summary>The nonce that the request for the code returned.</summary>
    [Required]
    public Field<string> Nonce { get; init; }

    /// <summary>The eight characters in the email, in any case, with or without spaces and dashes.</summary>
    public Field<string> Code { get; init; }

    /// <summary>The text after <c>#token=</c> in the link of the email.</summary>
    public Field<string> Token { get; init; }

    public ConfirmLoginCodeCommand ToCommand() => new(Nonce.Trimmed()) { Code = Code.Trimmed(), Token = Token.Trimmed() };
}
