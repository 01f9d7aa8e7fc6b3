namespace CleanAuth.Application.Errors;

/// <summary>The service cannot know whether to allow this, so it does not.</summary>
public sealed class StateUnavailableException(Exception? cause = null)
    : Exception("The service cannot reach its data. Try again shortly.", cause);
