using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Login.ConfirmLoginCode;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Login;

/// <summary>What proves that the caller has both the browser that asked and the mail: the nonce, and either the code or the token.</summary>
public sealed record ConfirmLoginCodeRequest
{
    /// <summary>What the request for the code was answered with.</summary>
    [Required]
    public Field<string> Nonce { get; init; }

    /// <summary>The eight characters in the mail, in any case, with or without blanks and dashes.</summary>
    public Field<string> Code { get; init; }

    /// <summary>What stands behind <c>#token=</c> in the link in the mail.</summary>
    public Field<string> Token { get; init; }

    public ConfirmLoginCodeCommand ToCommand() => new(Nonce.Trimmed()) { Code = Code.Trimmed(), Token = Token.Trimmed() };
}
