namespace CleanAuth.Application.Errors;

/// <summary>The token is valid, but its account is deleted or deactivated.</summary>
public sealed class AccountUnavailableException : Exception
{
    private AccountUnavailableException(string message, string code)
        : base(message) => Code = code;

    /// <summary><c>user_not_found</c> or <c>user_inactive</c>.</summary>
    public string Code { get; }

    public static AccountUnavailableException NotFound() => new("User not found", "user_not_found");

    public static AccountUnavailableException Inactive() => new("User is inactive", "user_inactive");
}
