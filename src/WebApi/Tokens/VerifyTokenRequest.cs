using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Tokens;

/// <summary>An access or refresh token.</summary>
public sealed record VerifyTokenRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Token = ExampleData.AccessToken };

    /// <summary>The token.</summary>
    [Required]
    public Field<string> Token { get; init; }

    public VerifyTokenQuery ToQuery() => new(Token.Trimmed());
}
