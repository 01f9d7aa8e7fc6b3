using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Accounts;

/// <summary>The errors of the unique indexes when two requests race; they equal those of the validators.</summary>
public static class AccountErrors
{
    public static InvalidInputException EmailTaken() => InvalidInputException.Of("email", AccountRules.Taken("email"));

    public static InvalidInputException UsernameTaken() => InvalidInputException.Of("username", AccountRules.Taken("username"));
}
