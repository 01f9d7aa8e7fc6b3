using CleanAuth.Application.Admin;
using CleanAuth.Application.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Admin;

/// <summary>
/// Versions as entity tags (RFC 9110 sections 8.8.3 and 13.1.1): a response has the version in ETag, and a change names the version
/// that was read in If-Match.
/// </summary>
internal sealed class EntityTags : IResultFilter
{
    private const string Member = "if_match";

    // Proxies that compress a response append these to its tag: Apache's mod_deflate and mod_brotli.
    private static readonly string[] Codings = ["-gzip", "-br"];

    /// <summary>
    /// The version that If-Match requires; null for any. A proxy that compresses makes the tag weak or appends the coding. Both are
    /// accepted, because tags name versions of an account or group, not the bytes of a response.
    /// </summary>
    /// <exception cref="VersionRequiredException">The header is missing.</exception>
    /// <exception cref="InvalidInputException">The header is not a single entity tag.</exception>
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
        // the header is already written
    }
}
