using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Admin;

internal static class AdminSetup
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddScoped<BulkUserActions>()
        .AddScoped<CurrentStaff>()
        .AddScoped<StaffAuthorization>()
        .AddScoped<StaffReauthentication>()
        .AddScoped<StaffUpdates>()
        .AddScoped<UserListPager>();
}
