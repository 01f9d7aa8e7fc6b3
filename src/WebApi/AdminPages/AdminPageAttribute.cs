using CleanAuth.WebApi.AdminPages.Login;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>
/// Marks a controller of the admin pages: it accepts only the cookie of the pages, and the OpenAPI document does not show it.
/// <see cref="AdminPagesConvention"/> adds the filters of pages.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminPageAttribute : AuthorizeAttribute, IApiDescriptionVisibilityProvider
{
    public AdminPageAttribute() => AuthenticationSchemes = AdminCookie.Scheme;

    public bool IgnoreApi => true;
}
