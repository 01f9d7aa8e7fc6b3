using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

/// <summary>Says anew all that an account may do.</summary>
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
