namespace CleanAuth.Application.Errors;

/// <summary>What <see cref="LoginFailedException"/> is at login, at the token endpoint.</summary>
public sealed class NoActiveAccountException() : Exception("No active account found with the given credentials");
