using CleanAuth.Application.Abstractions.Passwords;

namespace CleanAuth.Application.Passwords;

/// <summary>Which passwords are refused because they would be guessed (NIST SP 800-63B section 3.1.1.2).</summary>
internal sealed class PasswordPolicy(ICommonPasswordList commonPasswords, PasswordPolicyOptions options)
{
    /// <summary>What is wrong with the password, whoever chooses it; null when nothing is.</summary>
    public string? ObjectionTo(string password)
    {
        if (options.RejectCommon && commonPasswords.Contain(password))
        {
            return "This password is too common.";
        }

        return options.RejectSimilar && options.ContextWords.Any(word => PasswordSimilarity.IsLike(password, word))
            ? TooSimilarTo("name of this service")
            : null;
    }

    /// <summary>What is wrong with the password of the account that has these names; null when nothing is.</summary>
    public string? ObjectionTo(string password, string email, string username, string? fullName)
    {
        if (!options.RejectSimilar)
        {
            return null;
        }

        (string Name, string? Text)[] names = [("username", username), ("email", email), ("full name", fullName)];
        return names.FirstOrDefault(name => PasswordSimilarity.IsLike(password, name.Text ?? "")) is { Name: { } found }
            ? TooSimilarTo(found)
            : null;
    }

    private static string TooSimilarTo(string name) => $"The password is too similar to the {name}.";
}
