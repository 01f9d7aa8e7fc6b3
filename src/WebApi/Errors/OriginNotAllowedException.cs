namespace CleanAuth.WebApi.Errors;

/// <summary>A request in cookie mode comes from a page that may not use the cookie, or has no <c>Origin</c>.</summary>
internal sealed class OriginNotAllowedException()
    : Exception("This origin may not use cookie mode.");
