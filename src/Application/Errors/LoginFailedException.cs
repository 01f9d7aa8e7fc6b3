namespace CleanAuth.Application.Errors;

/// <summary>The address is unknown, the password is wrong or the account is deactivated; the caller cannot see which.</summary>
public sealed class LoginFailedException() : Exception("A user with this email and password was not found.");
