using CleanAuth.Application.Abstractions.Passwords;

namespace CleanAuth.Application.Passwords;

/// <summary>Refuses passwords that are easy to guess (NIST SP 800-63B section 3.1.1.2).</summary>
internal sealed class PasswordPolicy(ICommonPasswordList commonPasswords, PasswordPolicyOptions options)
{
    /// <summary>Checks what does not depend on the owner, and returns the error, or null if the password is allowed.</summary>
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

    /// <summary>Compares the password with the names of its owner, and returns the error, or null if it is allowed.</summary>
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
