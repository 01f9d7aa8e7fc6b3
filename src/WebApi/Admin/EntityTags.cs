using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Admin;

/// <summary>
/// Versions as HTTP has them (RFC 9110 sections 8.8.3 and 13.1.1): every result that has one says it in ETag, and whoever
/// changes it says in If-Match which one they have read.
/// </summary>
internal sealed class EntityTags : IResultFilter
{
    private const string Member = "if_match";

    // What proxies that compress an answer put at the end of its tag: Apache's mod_deflate and mod_brotli.
    private static readonly string[] Codings = ["-gzip", "-br"];

    /// <summary>
    /// The version that If-Match demands; null where any will do. A proxy that compresses marks the tag as weak or puts the coding
    /// into it; both are accepted, as our tags name versions of an account or group and not the bytes of an answer.
    /// </summary>
    /// <exception cref="VersionRequiredException">There is none.</exception>
    /// <exception cref="InvalidInputException">It is no entity tag, or more than one.</exception>
    public static string? Read(string? ifMatch)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
        {
            throw new VersionRequiredException();
        }

        if (!EntityTagHeaderValue.TryParse(ifMatch, out EntityTagHeaderValue? tag))
        {
            throw InvalidInputException.Of(Member, "Not a valid value.");
        }

        if (tag.Equals(EntityTagHeaderValue.Any))
        {
            return null;
        }

        string version = HeaderUtilities.RemoveQuotes(tag.Tag).ToString();
        string coding = Codings.FirstOrDefault(coding => version.EndsWith(coding, StringComparison.Ordinal)) ?? "";
        return version[..^coding.Length];
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is ObjectResult { Value: IVersioned versioned })
        {
            context.HttpContext.Response.Headers.ETag = $"\"{versioned.Version}\"";
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // the header is written already
    }
}
