namespace CleanAuth.Application.Errors;

/// <summary>Unknown address, wrong password or deactivated account: a caller cannot tell which.</summary>
public sealed class LoginFailedException() : Exception("A user with this email and password was not found.");
