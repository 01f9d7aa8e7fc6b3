using System.Text.Json;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Errors;

/// <summary>Refuses a query or route value that model binding cannot read; the input formatter refuses bodies.</summary>
internal static class InvalidQuery
{
    private static readonly string[] Messages = ["Not a valid value."];

    public static IActionResult Refuse(ActionContext context) => throw new InvalidInputException(context.ModelState
        .Where(entry => entry.Value is { Errors.Count: > 0 })
        .ToDictionary(entry => JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Key), _ => Messages));
}
