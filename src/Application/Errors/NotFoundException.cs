namespace CleanAuth.Application.Errors;

/// <summary>There is no such thing, or it is not the caller's: they cannot tell which.</summary>
public sealed class NotFoundException() : Exception("Not found.");
