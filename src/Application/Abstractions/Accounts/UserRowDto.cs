namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>An account in a list.</summary>
public sealed record UserRowDto(
    Guid Id,
    string Email,
    string Username,
    string? FullName,
    bool IsActive,
    bool IsStaff,
    bool IsSuperuser,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastLoginAt)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static UserRowDto Example => new(
        ExampleData.UserId,
        ExampleData.Email,
        "ada",
        "Ada Lovelace",
        IsActive: true,
        IsStaff: true,
        IsSuperuser: false,
        ExampleData.Noon,
        ExampleData.Noon.AddDays(1));
}
