using System.Text.Json;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>Streams the data of an account as a JSON file.</summary>
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
            // The session ended while the file was written. Abort, so that the client does not keep an incomplete file.
            context.HttpContext.Abort();
        }
    }
}
