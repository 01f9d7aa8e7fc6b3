namespace CleanAuth.Application.Errors;

/// <summary>The account that a command names does not exist.</summary>
public sealed class UnknownAccountException() : Exception("There is no account with this email address.");
