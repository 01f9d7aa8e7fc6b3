using CleanAuth.Application.Errors;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Admin;

/// <summary>Reads the version that a change names in If-Match (RFC 9110 section 13.1.1).</summary>
internal static class IfMatch
{
    private const string FieldName = "if_match";

    // Proxies that compress a response append these to its tag: Apache's mod_deflate and mod_brotli.
    private static readonly string[] Codings = ["-gzip", "-br"];

    /// <summary>
    /// The required version; null for any. A proxy that compresses makes the tag weak or appends the coding. Both are accepted, because
    /// tags name versions of an account or group, not the bytes of a response.
    /// </summary>
    /// <exception cref="VersionRequiredException">The header is missing.</exception>
    /// <exception cref="InvalidInputException">The header is not a single entity tag.</exception>
    public static string? Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            throw new VersionRequiredException();
        }

        if (!EntityTagHeaderValue.TryParse(header, out EntityTagHeaderValue? tag))
        {
            throw InvalidInputException.Of(FieldName, "Not a valid value.");
        }

        if (tag.Equals(EntityTagHeaderValue.Any))
        {
            return null;
        }

        string version = HeaderUtilities.RemoveQuotes(tag.Tag).ToString();
        string coding = Codings.FirstOrDefault(coding => version.EndsWith(coding, StringComparison.Ordinal)) ?? "";
        return version[..^coding.Length];
    }
}
