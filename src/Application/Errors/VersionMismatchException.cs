namespace CleanAuth.Application.Errors;

/// <summary>What was to be changed has been changed since the caller read it; nothing was changed.</summary>
public sealed class VersionMismatchException() : Exception("This was changed meanwhile. Read it again, and then change it.");
