using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Login.ObtainTokenPair;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Login;

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
