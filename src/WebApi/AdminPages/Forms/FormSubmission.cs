using System.Text.Json;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>Runs the use case of a form. After an error, the form is shown again with the input and the messages.</summary>
internal static class FormSubmission
{
    private const string NoticeKey = "notice";
    private const string PasswordField = "CurrentPassword";
    private const string PasswordRequired = "Enter your password: your login is not recent.";
    private const string Outdated =
        "Someone else has changed this since you opened it. Your input is kept. If you save it now, it replaces their change.";

    /// <summary>Runs the use case, unless the fields of the form are invalid.</summary>
    public static async Task<IActionResult> SubmitAsync(
        this Controller page,
        Func<Task> useCase,
        Func<IActionResult> onSuccess,
        Func<Task<IActionResult>> showForm)
    {
        int status = page.ModelState.IsValid ? await TryAsync(page.ModelState, useCase) : StatusCodes.Status400BadRequest;
        if (status == StatusCodes.Status200OK)
        {
            return onSuccess();
        }

        page.Response.StatusCode = status;
        return await showForm();
    }

    /// <summary>Redirects to a page that shows a notice. The URL must not contain the path prefix of the proxy.</summary>
    public static IActionResult RedirectWithNotice(this Controller page, string notice, string url)
    {
        page.TempData[NoticeKey] = notice;
        return page.LocalRedirect($"~{url}");
    }

    /// <summary>The notice of the previous page, which is shown once.</summary>
    public static string? Notice(this Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) => data[NoticeKey] as string;

    /// <summary>Whether the resource has changed, so that the form needs the current version to overwrite the change.</summary>
    public static bool IsOutdated(this Controller page) => page.Response.StatusCode == StatusCodes.Status412PreconditionFailed;

    private static async Task<int> TryAsync(ModelStateDictionary state, Func<Task> useCase)
    {
        try
        {
            await useCase();
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
            state.AddModelError(PasswordField, PasswordRequired);
            return StatusCodes.Status403Forbidden;
        }
        catch (Exception exception) when (exception is LastSuperuserException or AccountChangedException or UnprovenOwnerException)
        {
            state.AddModelError("", exception.Message);
            return StatusCodes.Status409Conflict;
        }
        catch (VersionMismatchException)
        {
            state.AddModelError("", Outdated);
            return StatusCodes.Status412PreconditionFailed;
        }
    }
}
