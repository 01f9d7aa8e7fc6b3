using System.Text.Json;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>Writes what is stored about an account as a file of JSON while it is read.</summary>
internal sealed class AccountFile(AccountExportDto export) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"account.json\"";
        JsonSerializerOptions options =
            context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        try
        {
            await JsonSerializer.SerializeAsync(response.Body, export, options, context.HttpContext.RequestAborted);
        }
        catch (TokenNotValidException) when (response.HasStarted)
        {
            // The session ended while the file was written. The client must not take what it has for the whole.
            context.HttpContext.Abort();
        }
    }
}
