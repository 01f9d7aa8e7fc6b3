namespace CleanAuth.Application.Errors;

/// <summary>An operator named an account that does not exist.</summary>
public sealed class UnknownAccountException() : Exception("There is no account with this email address.");
