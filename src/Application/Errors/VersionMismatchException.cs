namespace CleanAuth.Application.Errors;

/// <summary>The resource has changed since the caller read it; nothing was changed.</summary>
public sealed class VersionMismatchException() : Exception("The resource has changed since it was read. Fetch it again and retry.");
