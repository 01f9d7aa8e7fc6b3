namespace CleanAuth.Application.Errors;

/// <summary>The service cannot read the state that decides whether to allow the request, so it refuses.</summary>
public sealed class StateUnavailableException(Exception? cause = null)
    : Exception("The service cannot reach its data. Try again shortly.", cause);
