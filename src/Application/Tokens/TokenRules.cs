using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Tokens;

internal static class TokenRules
{
    /// <summary>The text of a token. What it is worth is the verifier's question, not a matter of form.</summary>
    public static readonly TextRule Token = new();
}
