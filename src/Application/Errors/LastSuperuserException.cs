namespace CleanAuth.Application.Errors;

/// <summary>Nobody would be left who may do everything; nothing was changed.</summary>
public sealed class LastSuperuserException() : Exception("This is the last active superuser. Make somebody else one first.");
