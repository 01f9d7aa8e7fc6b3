using System.Text.Json;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>Runs the use case of a form. On an error it shows the form again, with the input and the messages.</summary>
internal static class FormSubmission
{
    private const string NoticeKey = "notice";
    private const string PasswordField = "CurrentPassword";
    private const string PasswordNeeded = "Enter your password: your login is not recent.";
    private const string Changed =
        "This was changed by someone else. Your input is still here; saving it now replaces their change.";

    /// <summary>Runs the action, unless the fields of the form are invalid.</summary>
    public static async Task<IActionResult> SubmitAsync(
        this Controller page,
        Func<Task> act,
        Func<IActionResult> done,
        Func<Task<IActionResult>> again)
    {
        int status = page.ModelState.IsValid ? await TryAsync(page.ModelState, act) : StatusCodes.Status400BadRequest;
        if (status == StatusCodes.Status200OK)
        {
            return done();
        }

        page.Response.StatusCode = status;
        return await again();
    }

    /// <summary>Redirects to a page that shows a notice. The path has no path prefix of the proxy.</summary>
    public static IActionResult RedirectWithNotice(this Controller page, string notice, string url)
    {
        page.TempData[NoticeKey] = notice;
        return page.LocalRedirect($"~{url}");
    }

    /// <summary>The notice of the previous page, which is shown once.</summary>
    public static string? Notice(this Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) => data[NoticeKey] as string;

    /// <summary>Whether the resource has changed, so that the form needs the current version to overwrite the change.</summary>
    public static bool IsOutdated(this Controller page) => page.Response.StatusCode == StatusCodes.Status412PreconditionFailed;

    private static async Task<int> TryAsync(ModelStateDictionary state, Func<Task> act)
    {
        try
        {
            await act();
            return StatusCodes.Status200OK;
        }
        catch (InvalidInputException exception)
        {
            foreach ((string field, string[] messages) in exception.Errors)
            {
                string key = state.Keys.FirstOrDefault(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name) == field) ?? "";
                Array.ForEach(messages, message => state.AddModelError(key, message));
            }

            return StatusCodes.Status400BadRequest;
        }
        catch (LoginFailedException exception)
        {
            state.AddModelError("", exception.Message);
            return StatusCodes.Status400BadRequest;
        }
        catch (ReauthenticationRequiredException)
        {
            state.AddModelError(PasswordField, PasswordNeeded);
            return StatusCodes.Status403Forbidden;
        }
        catch (Exception exception) when (exception is LastSuperuserException or AccountChangedException or UnprovenOwnerException)
        {
            state.AddModelError("", exception.Message);
            return StatusCodes.Status409Conflict;
        }
        catch (VersionMismatchException)
        {
            state.AddModelError("", Changed);
            return StatusCodes.Status412PreconditionFailed;
        }
    }
}
