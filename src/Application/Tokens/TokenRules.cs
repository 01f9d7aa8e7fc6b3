using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Tokens;

internal static class TokenRules
{
    /// <summary>The rule for the text of a token. The verifier decides whether the token is valid.</summary>
    public static readonly TextRule Token = new();
}
