using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>
/// Keeps forms from who may not send them, so that nobody types in vain. What is sent all the same is refused by the use case.
/// </summary>
internal static class PageStaff
{
    public static void Require(this Controller page, string permission) => Require(Viewer(page).May(permission));

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
