namespace CleanAuth.Application.Errors;

/// <summary>The caller has the permission, but must log in again or send their password.</summary>
public sealed class ReauthenticationRequiredException() : Exception(
    "This request requires a recent login. Log in again, or send your password as current_password if the request has a body.");
