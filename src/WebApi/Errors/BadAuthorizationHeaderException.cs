namespace CleanAuth.WebApi.Errors;

/// <summary>The Authorization header names the bearer scheme but is not of its form.</summary>
internal sealed class BadAuthorizationHeaderException()
    : Exception("Authorization header must contain two space-delimited values");
