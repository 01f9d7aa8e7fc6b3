namespace CleanAuth.Application.Errors;

/// <summary>The resource has changed since the caller read it; nothing was changed.</summary>
public sealed class VersionMismatchException() : Exception("This was changed meanwhile. Read it again, and then change it.");
