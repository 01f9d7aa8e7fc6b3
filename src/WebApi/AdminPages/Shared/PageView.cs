using System.Globalization;
using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.Application.Admin.Users;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>The base of all views.</summary>
public abstract class PageView<TModel> : RazorPage<TModel>
{
    /// <summary>The staff member who views the page. Views offer only allowed actions. The use cases check the permissions.</summary>
    public StaffMemberDto Staff => Context.Features.GetRequiredFeature<StaffMemberDto>();

    /// <summary>
    /// Whether the staff member has the permission for this account. Only superusers may change staff, as StaffMember.MustBeAbove checks.
    /// </summary>
    public bool May(string permission, UserDetailsDto user) =>
        Staff.HasPermission(permission) && (Staff.IsSuperuser || user is { IsStaff: false, IsSuperuser: false });

    /// <summary>A time in UTC: to the minute as text, exact in the attribute.</summary>
    public static IHtmlContent Time(DateTimeOffset? at) => new HtmlString(at is { UtcDateTime: var time }
        ? string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{time:O}\">{time:yyyy-MM-dd HH:mm}</time>")
        : "<span class=\"none\">never</span>");

    public static string YesNo(bool value) => value ? "yes" : "no";

    /// <summary>A name of the API, such as <c>end_session</c>, as words.</summary>
    public static string Words(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}";

    /// <summary>Marks the link to the current page.</summary>
    public static string? AriaCurrent(bool isCurrent) => isCurrent ? "page" : null;
}
