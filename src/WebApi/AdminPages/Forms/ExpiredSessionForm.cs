using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>
/// A form that was submitted after its session had ended. The response is a page with the fields, without passwords, so that the user
/// can submit them again after a login. The anti-forgery token is one of the fields, so only the same account can submit them.
/// </summary>
/// <param name="Path">The path of the form.</param>
/// <param name="Fields">The fields of the form, without passwords.</param>
public sealed record ExpiredSessionForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const string View = "/AdminPages/Forms/SessionExpired.cshtml";
    private const string Secret = "password";
    private const string Logout = $"{AdminPaths.Home}logout/";

    /// <summary>Reads the form of the request; null if it has no fields or did not come from a page.</summary>
    internal static async Task<ExpiredSessionForm?> ReadAsync(HttpRequest request)
    {
        AntiforgeryOptions forms = request.HttpContext.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;

        // The browser does not send this cookie from other sites, so they cannot inject text into the page.
        if (!request.HasFormContentType
            || !request.Cookies.ContainsKey(forms.Cookie.Name!)
            || request.Path.StartsWithSegments(Logout.TrimEnd('/')))
        {
            return null;
        }

        try
        {
            IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            KeyValuePair<string, string>[] fields = [.. form.Where(field => !IsSecret(field.Key)).SelectMany(Split)];
            return fields.Any(field => field.Key != forms.FormFieldName) ? new ExpiredSessionForm($"{request.Path}", fields) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    internal Task WriteAsync(HttpContext context)
    {
        ViewDataDictionary<ExpiredSessionForm> data = new(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = this };
        ViewResult page = new() { ViewName = View, ViewData = data, StatusCode = StatusCodes.Status401Unauthorized };
        return context.RequestServices
            .GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()), page);
    }

    private static bool IsSecret(string field) => field.EndsWith(Secret, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, string>> Split(KeyValuePair<string, StringValues> field) =>
        field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""));
}
