using System.Text.Json.Serialization;
using CleanAuth.Application.Tokens;

namespace CleanAuth.Application.Accounts;

/// <summary>The caller's account.</summary>
public sealed record CurrentUserDto(
    Guid Id,
    string Email,
    string Username,
    string? Bio,
    string? FullName,
    DateOnly? BirthDate,
    bool IsStaff)
{
    /// <summary>The tokens of the caller's session, where <c>Tokens:IncludeInUserResponse</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenPair? Tokens { get; init; }
}
