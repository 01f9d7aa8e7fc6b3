namespace CleanAuth.Application.Errors;

/// <summary>A token is refused. The messages are those of SimpleJWT.</summary>
public sealed class TokenNotValidException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public const string InvalidOrExpired = "Token is invalid or expired";
    public const string Blacklisted = "Token is blacklisted";
    public const string WrongType = "Token has wrong type";
    public const string NoType = "Token has no type";
    public const string NoId = "Token has no id";
    public const string NoExpiration = "Token has no 'exp' claim";
    public const string NoUser = "Token contained no recognizable user identification";
}
