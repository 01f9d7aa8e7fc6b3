namespace CleanAuth.Application.Errors;

/// <summary>The caller is known, and must not do this.</summary>
public sealed class PermissionDeniedException() : Exception("You do not have permission to perform this action.");
