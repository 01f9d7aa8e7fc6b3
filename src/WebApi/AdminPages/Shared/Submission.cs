using System.Text.Json;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>What becomes of a form: it is done, or it comes again with what was typed and what is wrong with it.</summary>
internal static class Submission
{
    private const string NoticeKey = "notice";
    private const string PasswordField = "CurrentPassword";
    private const string PasswordNeeded = "Enter your own password: your login is too old for this.";
    private const string Changed =
        "Somebody has changed this meanwhile. What you typed is still here: saving it now puts it in the place of theirs.";

    /// <summary>Does what a form asks for, unless its fields are wrong already.</summary>
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

    /// <summary>Goes to a page, which says what was done. Its path is without the prefix below which a proxy serves the service.</summary>
    public static IActionResult Tell(this Controller page, string notice, string url)
    {
        page.TempData[NoticeKey] = notice;
        return page.LocalRedirect($"~{url}");
    }

    /// <summary>What the page before had to say; it is said once.</summary>
    public static string? Notice(this Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) => data[NoticeKey] as string;

    /// <summary>Whether what comes again would be saved over somebody else's change, and has to name the version that it is now.</summary>
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
