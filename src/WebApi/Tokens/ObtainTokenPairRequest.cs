using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.ObtainTokenPair;

namespace CleanAuth.WebApi.Tokens;

/// <summary>The credentials of an account.</summary>
public sealed record ObtainTokenPairRequest
{
    /// <summary>The address of the account.</summary>
    [Required]
    public Field<string> Email { get; init; }

    /// <summary>The password, exactly as it was chosen.</summary>
    [Required]
    public Field<string> Password { get; init; }

    public ObtainTokenPairCommand ToCommand() => new(Email.Trimmed(), Password);
}
