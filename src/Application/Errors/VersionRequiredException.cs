namespace CleanAuth.Application.Errors;

/// <summary>The request lacks the version of the resource.</summary>
public sealed class VersionRequiredException() : Exception("Say in If-Match which version you have read.");
