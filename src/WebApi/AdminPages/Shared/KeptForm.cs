using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>
/// A form that was sent after its session had ended: a page holds its fields, without passwords, to be sent once more after a
/// login. They are sent with their first anti-forgery token, so only the person who filled the form in can send them.
/// </summary>
/// <param name="Path">Where the form goes.</param>
/// <param name="Fields">What it holds.</param>
public sealed record KeptForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const string View = "/AdminPages/Shared/Kept.cshtml";
    private const string Secret = "password";
    private const string Logout = $"{PagesFolder.Home}logout/";

    /// <summary>The form of the request; null where nothing is worth to be kept, or where it did not come from a page.</summary>
    internal static async Task<KeptForm?> ReadAsync(HttpRequest request)
    {
        AntiforgeryOptions forms = request.HttpContext.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;

        // Other sites cannot have the browser send this cookie, so they cannot put their text into the page.
        if (!request.HasFormContentType || !request.Cookies.ContainsKey(forms.Cookie.Name!) || request.Path.StartsWithSegments(Logout.TrimEnd('/')))
        {
            return null;
        }

        try
        {
            IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            KeyValuePair<string, string>[] fields = [.. form.Where(field => !IsSecret(field.Key)).SelectMany(Split)];
            return fields.Any(field => field.Key != forms.FormFieldName) ? new KeptForm($"{request.Path}", fields) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    internal Task WriteAsync(HttpContext context)
    {
        ViewDataDictionary<KeptForm> data = new(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = this };
        ViewResult page = new() { ViewName = View, ViewData = data, StatusCode = StatusCodes.Status401Unauthorized };
        return context.RequestServices
            .GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()), page);
    }

    private static bool IsSecret(string field) => field.EndsWith(Secret, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, string>> Split(KeyValuePair<string, StringValues> field) =>
        field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""));
}
