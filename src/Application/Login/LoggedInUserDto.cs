using CleanAuth.Application.Tokens;

namespace CleanAuth.Application.Login;

/// <summary>The account that logged in, and the tokens of its new session.</summary>
public sealed record LoggedInUserDto(string Email, string Username, string? FullName, bool IsStaff)
{
    public TokenPair? Tokens { get; init; }
}
