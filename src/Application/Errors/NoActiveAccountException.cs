namespace CleanAuth.Application.Errors;

/// <summary>The login failed at the token endpoint; see <see cref="LoginFailedException"/>.</summary>
public sealed class NoActiveAccountException() : Exception("No active account found with the given credentials");
