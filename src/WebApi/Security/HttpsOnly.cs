using CleanAuth.WebApi.Errors;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Refuses plain HTTP if HTTPS is required. A redirect would hide that a client sends passwords and tokens in
/// clear text (ASVS 4.1.2).
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next, IOptions<HttpsOptions> options, IHostEnvironment environment)
{
    private readonly bool required = options.Value.IsRequired(environment);

    public Task InvokeAsync(HttpContext context) =>
        required && !context.Request.IsHttps ? ErrorMapper.PlainHttp.WriteAsync(context) : next(context);
}
