namespace CleanAuth.Application.Errors;

/// <summary>The request lacks the version of the resource.</summary>
public sealed class VersionRequiredException() : Exception("Send the version that you read in If-Match.");
