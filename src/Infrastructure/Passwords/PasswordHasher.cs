using System.Text;
using System.Text.RegularExpressions;
using BCrypt.Net;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging;
using Bcrypt = BCrypt.Net.BCrypt;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// bcrypt over SHA-384: bcrypt alone ignores everything after 72 bytes or a NUL. Hashes from Django are verified too and marked as outdated.
/// </summary>
internal sealed partial class PasswordHasher(
    HashingLimiter hashingLimiter,
    PasswordOptions options,
    DecoyHashing decoyHashing,
    ILogger<PasswordHasher> logger) : IPasswordHasher
{
    private const HashType Prehash = HashType.SHA384;

    public Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken) => hashingLimiter.AcquireAsync(cancellationToken);

    public Task<PasswordVerdict> VerifyAsync(
        HashingPermit permit,
        string password,
        string? hash,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!permit.IsHeld, permit);
        return Task.Run(() => Verify(password, hash), cancellationToken);
    }

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        using HashingPermit permit = await AcquireAsync(cancellationToken);
        return await Task.Run(
            () => Bcrypt.EnhancedHashPassword(Normalize(password), options.WorkFactor, Prehash),
            cancellationToken);
    }

    /// <summary>Whether the password has this bcrypt hash, which must be well formed.</summary>
    internal static bool MatchesBcrypt(string password, string hash) => Bcrypt.EnhancedVerify(Normalize(password), hash, Prehash);

    private PasswordVerdict Verify(string password, string? stored)
    {
        // An account without a password is treated as unknown.
        string? hash = stored?.StartsWith(User.NoPasswordMark) == true ? null : stored;

        // Take the same steps for unknown accounts: a branch of their own could become faster than the other.
        PasswordVerdict verdict = Compare(password, hash ?? decoyHashing.DecoyHash, out HashCost done);
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

    // NIST SP 800-63B section 3.1.1.2: two systems may encode the same typed password differently.
    private static string Normalize(string password) => password.Normalize(NormalizationForm.FormKC);

    // The library reads past the end of a truncated hash, and a row with an absurd cost must not keep a core busy.
    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptHash();

    [LoggerMessage(3001, LogLevel.Error, "A stored password hash has an unknown format; its owner cannot log in.")]
    private static partial void UnreadableHash(ILogger logger);
}
