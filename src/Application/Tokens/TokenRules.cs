using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Tokens;

internal static class TokenRules
{
    /// <summary>The text of a token. Only its form is checked here; the verifier decides whether it is valid.</summary>
    public static readonly TextRule Token = new();
}
