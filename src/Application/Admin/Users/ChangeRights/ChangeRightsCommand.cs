using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

/// <summary>Replaces the rights of an account: staff and superuser status, groups and permissions.</summary>
[NeedsSuperuser, NeedsReauthentication]
public sealed record ChangeRightsCommand(
    Guid CallerId,
    Guid UserId,
    string? Version,
    bool? IsStaff,
    bool? IsSuperuser,
    IReadOnlyList<Guid>? Groups,
    IReadOnlyList<string>? UserPermissions) : IRequest<UserDetailsDto>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
