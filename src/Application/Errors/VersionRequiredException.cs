namespace CleanAuth.Application.Errors;

/// <summary>The caller does not say which state they want to change.</summary>
public sealed class VersionRequiredException() : Exception("Say in If-Match which version you have read.");
