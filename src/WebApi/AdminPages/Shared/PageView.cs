using System.Globalization;
using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.Application.Admin.Users;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>What every view can ask for.</summary>
public abstract class PageView<TModel> : RazorPage<TModel>
{
    /// <summary>Who is looking. It decides what is offered; the use cases decide what is done.</summary>
    public StaffMemberDto Staff => Context.Features.GetRequiredFeature<StaffMemberDto>();

    /// <summary>Whether who is looking may do that to this account: only superusers act on staff.</summary>
    public bool May(string permission, UserDetailsDto user) =>
        Staff.May(permission) && (Staff.IsSuperuser || user is { IsStaff: false, IsSuperuser: false });

    /// <summary>A moment, the same everywhere: for people to the minute of UTC, for programs exactly.</summary>
    public static IHtmlContent Moment(DateTimeOffset? at) => new HtmlString(at is { UtcDateTime: var moment }
        ? string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{moment:O}\">{moment:yyyy-MM-dd HH:mm}</time>")
        : "<span class=\"none\">never</span>");

    public static string YesNo(bool value) => value ? "yes" : "no";

    /// <summary>A name of the API, such as <c>end_session</c>, in words.</summary>
    public static string Words(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}";

    /// <summary>Marks the link to the page that is shown.</summary>
    public static string? CurrentIf(bool isCurrent) => isCurrent ? "page" : null;
}
