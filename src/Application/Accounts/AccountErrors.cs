using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Accounts;

/// <summary>The errors for violations of the unique indexes when two requests race. The validators report the same errors.</summary>
public static class AccountErrors
{
    public static InvalidInputException EmailTaken() => InvalidInputException.Of("email", AccountRules.Taken("email"));

    public static InvalidInputException UsernameTaken() => InvalidInputException.Of("username", AccountRules.Taken("username"));
}
