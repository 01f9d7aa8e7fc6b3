using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>Refuses to show a form to staff who lack the permission for it. The use case checks the permission again.</summary>
internal static class PagePermissions
{
    public static void Require(this Controller page, string permission) => Require(Viewer(page).HasPermission(permission));

    public static void RequireSuperuser(this Controller page) => Require(Viewer(page).IsSuperuser);

    private static StaffMemberDto Viewer(Controller page) => page.HttpContext.Features.GetRequiredFeature<StaffMemberDto>();

    private static void Require(bool isAllowed)
    {
        if (!isAllowed)
        {
            throw new PermissionDeniedException();
        }
    }
}
