using System.Text.Json.Serialization;
using CleanAuth.Application.Tokens;

namespace CleanAuth.Application.CurrentUser;

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
    /// <summary>The example in the OpenAPI document.</summary>
    public static CurrentUserDto Example => new(
        ExampleData.UserId,
        ExampleData.Email,
        "ada",
        "I write programs.",
        "Ada Lovelace",
        new DateOnly(1815, 12, 10),
        IsStaff: false)
    {
        EmailVerified = true,
        Language = "en",
    };

    /// <summary>Whether the owner has proven that they read email at the address.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The new address, until it is confirmed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PendingEmail { get; init; }

    /// <summary>The language of emails as a BCP 47 tag; null for the default.</summary>
    public string? Language { get; init; }

    /// <summary>The tokens of the caller's session, if <c>Tokens:IncludeInUserResponse</c> is true.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenPair? Tokens { get; init; }
}
