using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Links;

namespace CleanAuth.Application.UnitTests.Admin;

/// <summary>The services of the staff use cases, built on stubbed ports.</summary>
internal static class StaffServices
{
    /// <summary>Makes that member of staff the caller.</summary>
    public static void ActAs(this Ports ports, CurrentStaff staff) =>
        ports.ActAs(staff.Member.IsSuperuser, [.. staff.Member.Permissions.Names]);

    public static StaffAuthorization StaffAuthorization(this Ports ports) => new(ports.RightsReader.Object, ports.Staff);

    public static StaffUpdates StaffUpdates(this Ports ports) => new(ports.Accounts, ports.StaffAuthorization());

    public static StaffReauthentication StaffReauthentication(this Ports ports) => new(
        ports.LiveSessionReader(),
        ports.Users.Object,
        ports.Reauthentication(ports.AccountOptions),
        ports.UnitOfWork.Object,
        ports.AccountOptions,
        ports.Clock);

    public static AccessRevoker AccessRevoker(this Ports ports) =>
        new(new AccountLinkRevoker(ports.Links.Object, ports.Outbox.Object), ports.SessionTerminator());
}
