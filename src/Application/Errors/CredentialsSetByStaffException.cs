namespace CleanAuth.Application.Errors;

/// <summary>An account whose address or password staff have set gets no rights: somebody else may be able to log in to it.</summary>
public sealed class CredentialsSetByStaffException() : Exception(
    "A member of staff set the address or the password of this account. Send its owner a password reset link; grant rights after they have used it.");
