using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Accounts;

/// <summary>What the unique indexes say when two requests race: the same as the validators.</summary>
public static class AccountErrors
{
    public static InvalidInputException EmailTaken() => InvalidInputException.Of("email", AccountRules.Taken("email"));

    public static InvalidInputException UsernameTaken() => InvalidInputException.Of("username", AccountRules.Taken("username"));
}
