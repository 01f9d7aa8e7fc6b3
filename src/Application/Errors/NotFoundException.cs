namespace CleanAuth.Application.Errors;

/// <summary>The resource does not exist or belongs to another account; the caller cannot see which.</summary>
public sealed class NotFoundException() : Exception("Not found.");
