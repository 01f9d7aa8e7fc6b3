using CleanAuth.Application.Abstractions.Passwords;

namespace CleanAuth.Application.Passwords;

/// <summary>Refuses passwords that are easy to guess (NIST SP 800-63B section 3.1.1.2).</summary>
internal sealed class PasswordPolicy(ICommonPasswordList commonPasswords, PasswordPolicyOptions options)
{
    /// <summary>Returns the error of a password, whose owner does not matter; null if it is allowed.</summary>
    public string? FindError(string password)
    {
        if (options.RejectCommon && commonPasswords.Contains(password))
        {
            return "This password is too common.";
        }

        return options.RejectSimilar && options.ContextWords.Any(word => PasswordSimilarity.IsSimilar(password, word))
            ? TooSimilarTo("name of this service")
            : null;
    }

    /// <summary>Returns the error of a password for this owner; null if it is allowed.</summary>
    public string? FindError(string password, PasswordOwner owner)
    {
        if (!options.RejectSimilar)
        {
            return null;
        }

        (string Name, string? Text)[] names = [("username", owner.Username), ("email", owner.Email), ("full name", owner.FullName)];
        return names.FirstOrDefault(name => PasswordSimilarity.IsSimilar(password, name.Text ?? "")) is { Name: { } found }
            ? TooSimilarTo(found)
            : null;
    }

    private static string TooSimilarTo(string name) => $"The password is too similar to the {name}.";
}
