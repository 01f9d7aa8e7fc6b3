namespace CleanAuth.Application.Errors;

/// <summary>The caller is authenticated but lacks a permission.</summary>
public sealed class PermissionDeniedException() : Exception("You do not have permission to perform this action.");
