using CleanAuth.WebApi.AdminPages.Login;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>
/// Marks a controller of the admin's pages: only their own cookie opens it, and it is no part of the API's document.
/// <see cref="AdminPagesConvention"/> gives it all else that pages need and the API must not have.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminPageAttribute : AuthorizeAttribute, IApiDescriptionVisibilityProvider
{
    public AdminPageAttribute() => AuthenticationSchemes = AdminCookie.Scheme;

    public bool IgnoreApi => true;
}
