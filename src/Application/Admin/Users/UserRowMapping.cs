using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Users;

internal static class UserRowMapping
{
    public static UserRowDto ToRowDto(this User user) => new(
        user.Id,
        user.Email,
        user.Username,
        user.FullName,
        user.IsActive,
        user.IsStaff,
        user.IsSuperuser,
        user.CreatedAt,
        user.LastLoginAt);
}
