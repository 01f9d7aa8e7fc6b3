using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ChangeUser;

/// <summary>Changes the profile of an account; absent fields stay unchanged. A change of the address requires a recent login.</summary>
[NeedsPermission(Permissions.ChangeUser)]
public sealed record ChangeUserCommand(
    Guid CallerId,
    Guid UserId,
    string? Version,
    Field<string> Email,
    Field<string> Username,
    Field<string> FullName,
    Field<string> Bio,
    Field<DateOnly> BirthDate) : IRequest<UserDetailsDto>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
