using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>The work of verifying a password against a stored hash.</summary>
/// <param name="Cost">The binary logarithm of bcrypt's rounds; 0 for other hashes.</param>
/// <param name="Iterations">The iterations of PBKDF2; 0 for other hashes.</param>
internal readonly partial record struct HashCost(int Cost, int Iterations)
{
    /// <summary>The length of the prefix of a Django hash that contains its iterations.</summary>
    public const int DjangoPrefixLength = 22;

    /// <summary>The length of the prefix of a bcrypt hash that contains its cost.</summary>
    public const int BcryptPrefixLength = 7;

    /// <summary>Reads the cost from the prefix of a hash; zero for an unknown format.</summary>
    public static HashCost Of(string hash)
    {
        if (DjangoPasswordHash.TryReadIterations(hash, out int iterations))
        {
            return new HashCost(0, iterations);
        }

        return BcryptPrefix().Match(hash) is { Success: true } match
            ? new HashCost(int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), 0)
            : default;
    }

    // Refuse larger costs, so that one row cannot occupy a core for minutes.
    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|1[0-6])\$", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptPrefix();
}
