using System.Text;
using System.Text.RegularExpressions;
using BCrypt.Net;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging;
using Bcrypt = BCrypt.Net.BCrypt;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// BCrypt in its enhanced form: SHA-384 first, so that nothing past 72 bytes is lost and a NUL is harmless.
/// Django's hashes are verified too, and due for an upgrade.
/// </summary>
internal sealed partial class PasswordHasher(
    HashingLimiter gate,
    PasswordOptions options,
    DecoyHashing decoyHashing,
    ILogger<PasswordHasher> logger) : IPasswordHasher
{
    private const HashType Prehash = HashType.SHA384;

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        gate.RunAsync(
            () => Bcrypt.EnhancedHashPassword(Normalize(password), options.WorkFactor, Prehash),
            cancellationToken);

    public Task<PasswordVerdict> VerifyAsync(
        string password,
        Func<CancellationToken, Task<string?>> readHash,
        CancellationToken cancellationToken) =>
        gate.RunAsync(async token => Verify(password, await readHash(token)), cancellationToken);

    /// <summary>Whether the password has this bcrypt hash, which must be well formed.</summary>
    internal static bool MatchesBcrypt(string password, string hash) => Bcrypt.EnhancedVerify(Normalize(password), hash, Prehash);

    private PasswordVerdict Verify(string password, string? stored)
    {
        // An account without a password is treated as unknown.
        string? hash = stored?.StartsWith(User.NoPasswordMark) == true ? null : stored;

        // The same steps with an account and without one, so that the compiler cannot make one of two ways faster.
        PasswordVerdict verdict = Compare(password, hash ?? decoyHashing.HashOfNobody, out HashCost done);
        if (hash is not null && verdict != PasswordVerdict.Wrong)
        {
            return verdict;
        }

        decoyHashing.Include(done);
        decoyHashing.Complete(password, done);
        return PasswordVerdict.Wrong;
    }

    private PasswordVerdict Compare(string password, string hash, out HashCost work)
    {
        work = default;
        try
        {
            if (DjangoPasswordHash.Recognizes(hash))
            {
                return DjangoPasswordHash.Verify(password, hash, out work) ? PasswordVerdict.RightButOutdated : PasswordVerdict.Wrong;
            }

            if (!BcryptHash().IsMatch(hash))
            {
                UnreadableHash(logger);
                return PasswordVerdict.Wrong;
            }

            bool isRight = MatchesBcrypt(password, hash);
            work = HashCost.Of(hash);
            if (!isRight)
            {
                return PasswordVerdict.Wrong;
            }

            return Bcrypt.PasswordNeedsRehash(hash, options.WorkFactor)
                ? PasswordVerdict.RightButOutdated
                : PasswordVerdict.Right;
        }
        catch (Exception exception) when (exception is SaltParseException or ArgumentException or FormatException)
        {
            UnreadableHash(logger);
            return PasswordVerdict.Wrong;
        }
    }

    // NIST SP 800-63B section 3.1.1.2: the same password typed on two systems may come in two encodings.
    private static string Normalize(string password) => password.Normalize(NormalizationForm.FormKC);

    // The library reads past the end of a hash that was cut off; and a row that asks for absurd work must not get it.
    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptHash();

    [LoggerMessage(3001, LogLevel.Error, "A stored password hash is of no known form; its owner cannot log in.")]
    private static partial void UnreadableHash(ILogger logger);
}
