namespace CleanAuth.Application.Errors;

/// <summary>The database cannot store a value, or compute with it. That is a bug of the service, and another try fails too.</summary>
public sealed class UnstorableValueException(Exception cause) : Exception("The database cannot store a value.", cause);
