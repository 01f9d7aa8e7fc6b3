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

    /// <summary>Whether mail to the address was shown to reach the owner.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The address that takes the place of the other once it is confirmed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PendingEmail { get; init; }

    /// <summary>The language of messages as a tag of BCP 47; null for the default.</summary>
    public string? Language { get; init; }

    /// <summary>The tokens of the caller's session, where <c>Tokens:IncludeInUserResponse</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenPair? Tokens { get; init; }
}
