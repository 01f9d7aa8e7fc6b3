using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Requests all hashes that share the first five digits with the password's hash, and compares the rest locally. Only these five digits
/// leave the process, and several hundred hashes share them (https://haveibeenpwned.com/API/v3#PwnedPasswords).
/// </summary>
internal sealed partial class BreachedPasswordChecker(
    HttpClient client,
    BreachCheckOptions options,
    ILogger<BreachedPasswordChecker> logger) : IBreachedPasswordChecker
{
    /// <summary>The largest accepted response; usual ones are several times smaller.</summary>
    public const int MaxResponseBytes = 256 * 1024;

    private const int PrefixLength = 5;

    public async Task<bool> IsBreachedAsync(string password, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return false;
        }

        string hash = HashOf(password);
        try
        {
            byte[] response = await client.GetByteArrayAsync($"range/{hash[..PrefixLength]}", cancellationToken);
            return IsAmong(Encoding.ASCII.GetString(response), hash[PrefixLength..]);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or InvalidDataException || IsTimeout(exception, cancellationToken))
        {
            CheckFailed(logger, options.FailClosed, exception);
            return options.FailClosed ? throw new StateUnavailableException() : false;
        }
    }

    [SuppressMessage(
        "Security",
        "CA5350",
        Justification = "The service publishes SHA-1 hashes; no security depends on the strength of SHA-1 here.")]
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    // Each line has the rest of a hash, a colon, and the number of breaches, which is 0 for padding.
    private static bool IsAmong(string lines, string suffix)
    {
        foreach (ReadOnlySpan<char> line in lines.AsSpan().Trim().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon != suffix.Length
                || !long.TryParse(line[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                throw new InvalidDataException("The response is not a list of hashes.");
            }

            if (count > 0 && line[..colon].Equals(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTimeout(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    [LoggerMessage(3002, LogLevel.Warning, "The breach check of a password failed. The password was refused: {Refused}.")]
    private static partial void CheckFailed(ILogger logger, bool refused, Exception exception);
}
