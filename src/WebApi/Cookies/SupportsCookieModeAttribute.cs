using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.Tokens;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CleanAuth.WebApi.Cookies;

/// <summary>
/// Marks an action that takes or returns a refresh token. In cookie mode the token is in the cookie and never in a body. Pages of the
/// configured origins may send their cookies here, and to no other endpoint.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SupportsCookieModeAttribute : Attribute, IResourceFilter, IAsyncActionFilter, IEnableCorsAttribute
{
    /// <summary>Whether the action logs out, so that the cookie is deleted, and needs no access token in cookie mode.</summary>
    public bool EndsSession { get; init; }

    string? IEnableCorsAttribute.PolicyName { get; set; } = CorsSetup.WithCookies;

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (TransportHeader.IsSent(context.HttpContext.Request))
        {
            context.HttpContext.RequestServices.GetRequiredService<CookieModeCheck>().Require(context.HttpContext.Request);
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing to do.
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!TransportHeader.IsCookie(http.Request))
        {
            await next();
            return;
        }

        RefreshCookie cookie = http.RequestServices.GetRequiredService<RefreshCookie>();
        bool takesToken = TryTakeToken(context.ActionArguments, cookie.Read(http.Request));
        ActionExecutedContext executed = await next();
        if (executed.Exception is TokenNotValidException && takesToken)
        {
            // The exception handler clears the headers of the response, so delete the cookie later.
            http.Response.OnStarting(() =>
            {
                cookie.Delete(http);
                return Task.CompletedTask;
            });
        }
        else if (executed.Exception is null && EndsSession)
        {
            cookie.Delete(http);
        }
        else if (executed is { Exception: null, Result: ObjectResult result })
        {
            (string? refresh, result.Value) = Split(result.Value);
            if (refresh is not null)
            {
                cookie.Set(http, refresh);
            }
        }
    }

    private static bool TryTakeToken(IDictionary<string, object?> arguments, string? token)
    {
        if (arguments.SingleOrDefault(argument => argument.Value is RefreshTokenRequest) is not { Value: RefreshTokenRequest body, Key: var name })
        {
            return false;
        }

        if (!body.Refresh.IsAbsent)
        {
            throw InvalidInputException.Of(
                InvalidInputException.NoField,
                $"Send the refresh token either in the body or with {TransportHeader.Name}, not both.");
        }

        arguments[name] = string.IsNullOrEmpty(token)
            ? throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired)
            : RefreshTokenRequest.OfCookie(token);
        return true;
    }

    // Fail for an unknown response: it could contain a refresh token.
    private static (string? Refresh, object Body) Split(object? response) => response switch
    {
        TokenPair pair => (pair.Refresh, pair with { Refresh = null }),
        RefreshedTokensDto tokens => (tokens.Refresh, tokens with { Refresh = null }),
        LoggedInUserDto { Tokens: { } pair } user => (pair.Refresh, user with { Tokens = pair with { Refresh = null } }),
        _ => throw new InvalidOperationException($"Cookie mode does not know the response {response?.GetType()}."),
    };
}
