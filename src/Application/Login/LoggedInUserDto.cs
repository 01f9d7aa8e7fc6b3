using CleanAuth.Application.Tokens;

namespace CleanAuth.Application.Login;

/// <summary>The account that has logged in, and the tokens of its new session.</summary>
public sealed record LoggedInUserDto(string Email, string Username, string? FullName, bool IsStaff)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static LoggedInUserDto Example => new(ExampleData.Email, "ada", "Ada Lovelace", IsStaff: false) { Tokens = TokenPair.Example };

    public TokenPair? Tokens { get; init; }
}
