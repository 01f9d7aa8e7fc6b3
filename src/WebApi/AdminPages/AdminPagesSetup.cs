using CleanAuth.Application.Admin;
using CleanAuth.WebApi.AdminPages.Login;
using CleanAuth.WebApi.Security;
using FluentValidation;
using FluentValidation.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.AdminPages;

internal static class AdminPagesSetup
{
    // The URL of a file has a hash of the content (asp-append-version), so browsers may keep the file.
    private static readonly CacheControlHeaderValue Forever = new()
    {
        Public = true,
        MaxAge = TimeSpan.FromDays(365),
        Extensions = { new NameValueHeaderValue("immutable") },
    };

    public static void AddAdminPages(this IServiceCollection services)
    {
        services.AddOptions<MvcOptions>()
            .Configure<AdminOptions>((mvc, options) => mvc.Conventions.Add(new AdminPagesConvention(options)));
        services.Configure<RazorViewEngineOptions>(razor =>
        {
            razor.ViewLocationFormats.Clear();
            razor.ViewLocationFormats.Add("/AdminPages/Shared/{0}.cshtml");
            razor.ViewLocationExpanders.Add(new ViewLocations());
        });
        services.AddValidatorsFromAssemblyContaining<AdminPageAttribute>(includeInternalTypes: true);
        services.AddFluentValidationClientsideAdapters();
        services.AddSession();
        services.AddForms();
    }

    /// <summary>The stylesheets and scripts of the pages.</summary>
    public static void UseAdminAssets(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AdminOptions>().Enabled)
        {
            StaticFileOptions options = new() { OnPrepareResponse = file => SetHeaders(file.Context.Response) };
            app.UseWhen(context => context.Request.Path.StartsWithSegments(AdminPaths.Root), pages => pages.UseStaticFiles(options));
        }
    }

    // Name the character set: a browser must not guess that stylesheets and scripts are UTF-8 (ASVS 5.0, 4.1.1).
    private static void SetHeaders(HttpResponse response)
    {
        response.GetTypedHeaders().CacheControl = Forever;
        response.ContentType += "; charset=utf-8";
    }

    private static void AddSession(this IServiceCollection services)
    {
        services.AddScoped<AdminCookieEvents>();
        services.AddAuthentication().AddCookie(AdminCookie.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(AdminCookie.Scheme)
            .Configure<AdminOptions, IOptions<HttpsOptions>, IHostEnvironment, IHttpContextAccessor>(
                (cookie, options, https, environment, accessor) =>
                {
                    cookie.Cookie = AdminCookie.ForSession(https.Value.IsRequired(environment), accessor);
                    cookie.EventsType = typeof(AdminCookieEvents);
                    cookie.ExpireTimeSpan = options.SessionLifetime;
                    cookie.SlidingExpiration = false;
                });
    }

    private static void AddForms(this IServiceCollection services)
    {
        services.AddOptions<AntiforgeryOptions>()
            .Configure<IOptions<HttpsOptions>, IHostEnvironment, IHttpContextAccessor>((forms, https, environment, accessor) =>
            {
                forms.Cookie = AdminCookie.ForForms(https.Value.IsRequired(environment), accessor);
                forms.SuppressXFrameOptionsHeader = true;
            });
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<IOptions<HttpsOptions>, IHostEnvironment, IHttpContextAccessor>((notices, https, environment, accessor) =>
                notices.Cookie = AdminCookie.ForNotices(https.Value.IsRequired(environment), accessor));
    }
}
