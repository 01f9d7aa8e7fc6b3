using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Users;

internal static class UserDetailsMapping
{
    /// <summary>Returns the present state of the account as staff see it.</summary>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    public static async Task<UserDetailsDto> ReadDetailsAsync(this IRightsReader rights, Guid userId, CancellationToken cancellationToken)
    {
        Rights found = await rights.ReadAsync(userId, cancellationToken) ?? throw new NotFoundException();
        User user = found.User;
        return new UserDetailsDto(
            user.Id,
            user.Email,
            user.EmailVerifiedAt,
            user.PendingEmail,
            user.Username,
            user.FullName,
            user.Bio,
            user.BirthDate,
            user.Language,
            user.IsActive,
            user.IsStaff,
            user.IsSuperuser,
            [.. found.Groups.Select(group => new GroupRefDto(group.Id, group.Name))],
            user.Permissions.Names,
            user.CreatedAt,
            user.UpdatedAt,
            user.LastLoginAt,
            user.EraseAt,
            user.HasProvenOwner,
            EntityVersion.Of(user.UpdatedAt));
    }
}
