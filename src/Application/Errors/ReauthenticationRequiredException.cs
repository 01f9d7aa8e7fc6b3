namespace CleanAuth.Application.Errors;

/// <summary>The caller may do this, but must prove once more who they are.</summary>
public sealed class ReauthenticationRequiredException() : Exception(
    "This needs a recent login. Log in again, or send your password as current_password where the request has a body.");
