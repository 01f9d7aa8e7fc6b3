using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SendAccountLink;

/// <summary>Sends the owner of an account a link by email. Staff never see the link.</summary>
[NeedsPermission(Permissions.ChangeUser)]
public sealed record SendAccountLinkCommand(Guid CallerId, Guid UserId, AccountLinkKind Link) : IRequest, IStaffRequest;

/// <summary>The link that staff send to the owner of an account.</summary>
public enum AccountLinkKind
{
    /// <summary>Verifies the address.</summary>
    Verification,

    /// <summary>Lets the owner choose a new password.</summary>
    PasswordReset,
}
