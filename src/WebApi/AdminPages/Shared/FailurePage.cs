using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>Writes an error as an HTML page. The page needs neither the database nor a session.</summary>
internal static class FailurePage
{
    private const string View = "/AdminPages/Shared/Failure.cshtml";

    public static Task WriteAsync(HttpContext context, ErrorResponse failure)
    {
        ViewDataDictionary<Failure> data = new(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = new Failure(failure.Status, MessagesOf(failure.Body)),
        };
        ViewResult page = new() { ViewName = View, ViewData = data, StatusCode = failure.Status };
        return context.RequestServices
            .GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()), page);
    }

    private static string[] MessagesOf(object body) => body switch
    {
        InvalidInputBody invalid => [.. invalid.Errors.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))],
        FailureBody failure => [failure.Detail],
        _ => [],
    };
}

/// <summary>The model of the error page.</summary>
public sealed record Failure(int Status, IReadOnlyList<string> Messages)
{
    public string Title => Status switch
    {
        StatusCodes.Status400BadRequest => "The request is invalid",
        StatusCodes.Status401Unauthorized => "You are logged out",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status429TooManyRequests => "Too many attempts",
        StatusCodes.Status503ServiceUnavailable => "Unavailable",
        >= StatusCodes.Status500InternalServerError => "An error occurred",
        _ => "The request is invalid",
    };
}
