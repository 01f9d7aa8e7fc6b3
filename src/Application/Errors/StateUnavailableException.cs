namespace CleanAuth.Application.Errors;

/// <summary>The service cannot read its data, so it cannot decide whether to allow the request.</summary>
public sealed class StateUnavailableException(Exception? innerException = null)
    : Exception("The service cannot reach its data. Try again shortly.", innerException);
