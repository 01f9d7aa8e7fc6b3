using CleanAuth.Application.Admin;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin;

internal static class StaffApiSetup
{
    public static void AddStaffApi(this IServiceCollection services) => services
        .AddOptions<MvcOptions>()
        .Configure<AdminOptions>((mvc, options) =>
        {
            mvc.Filters.Add<ETagFilter>();
            mvc.Conventions.Add(new AdminApiConvention(options));
        });
}
