using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Asks for all hashes that begin like the password's, and compares the rest here: only five digits leave the process,
/// and the service cannot know which of the several hundred was meant (https://haveibeenpwned.com/API/v3#PwnedPasswords).
/// </summary>
internal sealed partial class BreachedPasswordChecker(HttpClient client, BreachCheckOptions options, ILogger<BreachedPasswordChecker> logger)
    : IBreachedPasswordChecker
{
    /// <summary>Several times what the service sends.</summary>
    public const int MaxAnswerBytes = 256 * 1024;

    private const int PrefixLength = 5;

    public async Task<bool> ContainAsync(string password, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return false;
        }

        string hash = HashOf(password);
        try
        {
            byte[] answer = await client.GetByteArrayAsync($"range/{hash[..PrefixLength]}", cancellationToken);
            return IsAmong(Encoding.ASCII.GetString(answer), hash[PrefixLength..]);
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidDataException || IsTimeout(exception, cancellationToken))
        {
            CheckFailed(logger, options.FailClosed, exception);
            return options.FailClosed ? throw new StateUnavailableException() : false;
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "The service's data is in SHA-1; nothing rests on its strength here.")]
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    // Each line is the rest of a hash, a colon and how often it was found; padding says 0.
    private static bool IsAmong(string lines, string suffix)
    {
        foreach (ReadOnlySpan<char> line in lines.AsSpan().Trim().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon != suffix.Length || !long.TryParse(line[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                throw new InvalidDataException("The answer is no list of hashes.");
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

    [LoggerMessage(3002, LogLevel.Warning, "A password could not be looked up among the breached ones (refused for that: {Refused}).")]
    private static partial void CheckFailed(ILogger logger, bool refused, Exception exception);
}
