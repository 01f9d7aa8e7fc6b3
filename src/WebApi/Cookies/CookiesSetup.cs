using CleanAuth.Application.Tokens;

namespace CleanAuth.WebApi.Cookies;

internal static class CookiesSetup
{
    public static void AddCookieMode(this IServiceCollection services)
    {
        // Otherwise a script that was injected into the app could read the refresh token with the access token.
        services.AddOptions<RefreshCookieOptions>()
            .BindConfiguration(RefreshCookieOptions.Section)
            .ValidateDataAnnotations()
            .Validate<IConfiguration>(
                (cookies, configuration) => !cookies.Enabled
                    || !configuration.GetValue<bool>($"{TokenOptions.Section}:{nameof(TokenOptions.IncludeInUserResponse)}"),
                "Cookies:Enabled and Tokens:IncludeInUserResponse are both true, so any script with an access token could read the refresh "
                + "token that the cookie hides. Set one of them to false.")
            .ValidateOnStart();
        services.AddSingleton<RefreshCookie>();
        services.AddSingleton<CookieModeCheck>();
        services.AddAuthorizationBuilder().AddPolicy(CookieLogout.Policy, CookieLogout.Configure);
    }
}
