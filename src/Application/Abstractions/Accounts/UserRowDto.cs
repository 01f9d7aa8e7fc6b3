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
    DateTimeOffset? LastLoginAt);
