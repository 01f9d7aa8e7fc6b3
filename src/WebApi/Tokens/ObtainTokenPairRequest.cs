using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.ObtainTokenPair;

namespace CleanAuth.WebApi.Tokens;

/// <summary>The credentials of an account.</summary>
public sealed record ObtainTokenPairRequest
{
    /// <summary>The address of the account.</summary>
    /// <example>ada@example.com</example>
    public Field<string> Email { get; init; }

    /// <summary>The password, exactly as it was chosen.</summary>
    /// <example>correct horse battery staple</example>
    public Field<string> Password { get; init; }

    public ObtainTokenPairCommand ToCommand() => new(Email.Trimmed(), Password);
}
