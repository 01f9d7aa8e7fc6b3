using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>The work that a comparison with a stored hash takes.</summary>
/// <param name="Cost">Of bcrypt: the binary logarithm of its rounds, else 0.</param>
/// <param name="Iterations">Of PBKDF2, else 0.</param>
internal readonly partial record struct HashCost(int Cost, int Iterations)
{
    /// <summary>As much of a hash of Django's as tells its iterations.</summary>
    public const int DjangoPrefixLength = 22;

    /// <summary>As much of a bcrypt hash as tells its cost.</summary>
    public const int BcryptPrefixLength = 7;

    /// <summary>What the beginning of a hash announces; nothing where it is of no known form.</summary>
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

    // A row that asks for absurd work must not get it.
    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|1[0-6])\$", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptPrefix();
}
