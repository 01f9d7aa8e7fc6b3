using CleanAuth.WebApi.AdminPages.Login;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>
/// Marks a controller of the admin pages: it accepts the cookie of the pages only, and the OpenAPI document lacks it.
/// <see cref="AdminPagesConvention"/> adds the filters of pages.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminPageAttribute : AuthorizeAttribute, IApiDescriptionVisibilityProvider
{
    public AdminPageAttribute() => AuthenticationSchemes = AdminCookie.Scheme;

    public bool IgnoreApi => true;
}
