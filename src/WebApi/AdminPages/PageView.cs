using CleanAuth.Application.Admin.GetStaffMember;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>What every view can ask for.</summary>
public abstract class PageView<TModel> : RazorPage<TModel>
{
    /// <summary>Who is looking. It decides what is offered; the use cases decide what is done.</summary>
    public StaffMemberDto Staff => Context.Features.Get<StaffMemberDto>() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Says a moment in the same way everywhere, and to programs exactly.</summary>
    public static string Moment(DateTimeOffset? at) => at is { } moment ? $"{moment.UtcDateTime:yyyy-MM-dd HH:mm}" : "never";

    /// <summary>Marks the link to the page that is shown.</summary>
    public string? CurrentIf(bool isCurrent) => isCurrent ? "page" : null;
}
