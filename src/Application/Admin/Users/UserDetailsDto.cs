using CleanAuth.Domain.Accounts;


namespace CleanAuth.Application.Admin.Users;

/// <summary>An account with all data that staff may see.</summary>
/// <param name="Id">The id.</param>
/// <param name="Email">The email address of the owner.</param>
/// <param name="EmailVerifiedAt">When the owner last proved that they read email at the address; null until the first proof.</param>
/// <param name="PendingEmail">The new address, until it is confirmed.</param>
/// <param name="Username">The username.</param>
/// <param name="FullName">The full name of the owner.</param>
/// <param name="Bio">The text that the owner wrote about themselves.</param>
/// <param name="BirthDate">When the owner was born.</param>
/// <param name="Language">The language of emails to the owner as a BCP 47 tag; null for the default.</param>
/// <param name="IsActive">Whether the account is active.</param>
/// <param name="IsStaff">Whether the owner is staff.</param>
/// <param name="IsSuperuser">Whether the owner is a superuser.</param>
/// <param name="Groups">The groups of the owner, by name.</param>
/// <param name="UserPermissions">The permissions of the account itself, without those of its groups.</param>
/// <param name="CreatedAt">When the account was created.</param>
/// <param name="UpdatedAt">When the account was last changed.</param>
/// <param name="LastLoginAt">When the owner last logged in.</param>
/// <param name="EraseAt">When the account will be erased; null if never. Activation or verification cancels the erasure.</param>
/// <param name="OwnerProven">Whether the address is verified, and staff set neither it nor the password. Rights require this.</param>
/// <param name="Version">The version, equal to the header ETag; send it in If-Match.</param>
public sealed record UserDetailsDto(
    Guid Id,
    string Email,
    DateTimeOffset? EmailVerifiedAt,
    string? PendingEmail,
    string Username,
    string? FullName,
    string? Bio,
    DateOnly? BirthDate,
    string? Language,
    bool IsActive,
    bool IsStaff,
    bool IsSuperuser,
    IReadOnlyList<GroupRefDto> Groups,
    IReadOnlyList<string> UserPermissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastLoginAt,
    DateTimeOffset? EraseAt,
    bool OwnerProven,
    string Version) : IVersioned
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static UserDetailsDto Example => new(
        ExampleData.UserId,
        ExampleData.Email,
        ExampleData.Noon,
        PendingEmail: null,
        "ada",
        "Ada Lovelace",
        "I write programs.",
        new DateOnly(1815, 12, 10),
        Language: "en",
        IsActive: true,
        IsStaff: true,
        IsSuperuser: false,
        [new GroupRefDto(ExampleData.GroupId, "Support")],
        [Domain.Accounts.Permissions.AddUser],
        ExampleData.Noon,
        ExampleData.Noon.AddDays(1),
        ExampleData.Noon.AddDays(1),
        EraseAt: null,
        OwnerProven: true,
        EntityVersion.Of(ExampleData.Noon.AddDays(1)));
}

/// <summary>A group that an account is in.</summary>
public sealed record GroupRefDto(Guid Id, string Name);
