namespace CleanAuth.Application.Errors;

/// <summary>
/// An account cannot get rights before its owner has proven the address. Otherwise another person who can log in to it would get these
/// rights.
/// </summary>
public sealed class UnprovenOwnerException() : Exception(
    "The owner of this account is not proven: its address is not verified, or a member of staff set its address or password. "
    + "Send its owner a password reset link; grant rights after they have used it.");
