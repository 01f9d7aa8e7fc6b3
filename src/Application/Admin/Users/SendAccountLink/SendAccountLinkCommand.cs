using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SendAccountLink;

/// <summary>Has the owner of an account mailed a link, which staff never see.</summary>
[NeedsPermission(Permissions.ChangeUser)]
public sealed record SendAccountLinkCommand(Guid CallerId, Guid UserId, OwnersLink Link) : IRequest, IStaffRequest;

public enum OwnersLink
{
    /// <summary>Shows the address to be the owner's.</summary>
    Verification,

    /// <summary>Lets the owner choose another password.</summary>
    PasswordReset,
}
