namespace CleanAuth.Application.Errors;

/// <summary>The database cannot store a value or compute with it. This is a bug in the service; a retry fails too.</summary>
public sealed class UnstorableValueException(Exception innerException) : Exception("The database cannot store a value.", innerException);
