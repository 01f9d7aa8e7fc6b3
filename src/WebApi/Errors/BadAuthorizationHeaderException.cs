namespace CleanAuth.WebApi.Errors;

/// <summary>The Authorization header has the bearer scheme, but not exactly one token.</summary>
internal sealed class BadAuthorizationHeaderException()
    : Exception("Authorization header must contain two space-delimited values");
