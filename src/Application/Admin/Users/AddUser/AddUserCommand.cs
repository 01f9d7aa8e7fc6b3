using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.AddUser;

/// <summary>Adds an account for another person, without rights.</summary>
[NeedsPermission(Permissions.AddUser), NeedsReauthentication]
public sealed record AddUserCommand(
    Guid CallerId,
    Field<string> Email,
    Field<string> Username,
    Field<string> Password,
    Field<string> FullName,
    Field<string> Bio,
    Field<DateOnly> BirthDate) : IRequest<UserDetailsDto>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
