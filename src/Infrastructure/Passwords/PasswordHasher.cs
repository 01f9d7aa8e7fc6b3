using System.Text;
using System.Text.RegularExpressions;
using BCrypt.Net;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging;
using Bcrypt = BCrypt.Net.BCrypt;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Hashes with bcrypt over SHA-384, because bcrypt alone ignores everything after 72 bytes or a NUL. Also verifies hashes from Django, and
/// reports them as outdated.
/// </summary>
internal sealed partial class PasswordHasher(
    HashingLimiter hashingLimiter,
    PasswordOptions options,
    DecoyHashing decoyHashing,
    ILogger<PasswordHasher> logger) : IPasswordHasher
{
    private const HashType Prehash = HashType.SHA384;

    public Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken) => hashingLimiter.AcquireAsync(cancellationToken);

    public Task<PasswordVerificationResult> VerifyAsync(
        HashingPermit permit,
        string password,
        string? hash,
        CancellationToken cancellationToken) => hashingLimiter.RunAsync(permit, () => Verify(password, hash), cancellationToken);

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        using HashingPermit permit = await AcquireAsync(cancellationToken);
        return await hashingLimiter.RunAsync(
            permit,
            () => Bcrypt.EnhancedHashPassword(Normalize(password), options.WorkFactor, Prehash),
            cancellationToken);
    }

    /// <summary>Returns whether the password has this bcrypt hash, which must be well formed.</summary>
    internal static bool MatchesBcrypt(string password, string hash) => Bcrypt.EnhancedVerify(Normalize(password), hash, Prehash);

    private PasswordVerificationResult Verify(string password, string? stored)
    {
        // Treat an account without a password as unknown.
        string? hash = stored?.StartsWith(User.NoPasswordMark) == true ? null : stored;

        // Unknown accounts take the same code path, because a separate branch could become faster.
        PasswordVerificationResult result = Compare(password, hash ?? decoyHashing.DecoyHash, out HashCost done);
        if (hash is not null && result != PasswordVerificationResult.Failed)
        {
            return result;
        }

        decoyHashing.RaiseTarget(done);
        decoyHashing.RunMissingRounds(password, done);
        return PasswordVerificationResult.Failed;
    }

    private PasswordVerificationResult Compare(string password, string hash, out HashCost work)
    {
        work = default;
        try
        {
            if (DjangoPasswordHash.Recognizes(hash))
            {
                return DjangoPasswordHash.Verify(password, hash, out work)
                    ? PasswordVerificationResult.SuccessRehashNeeded
                    : PasswordVerificationResult.Failed;
            }

            if (!BcryptHash().IsMatch(hash))
            {
                UnreadableHash(logger);
                return PasswordVerificationResult.Failed;
            }

            bool isCorrect = MatchesBcrypt(password, hash);
            work = HashCost.Of(hash);
            if (!isCorrect)
            {
                return PasswordVerificationResult.Failed;
            }

            return Bcrypt.PasswordNeedsRehash(hash, options.WorkFactor)
                ? PasswordVerificationResult.SuccessRehashNeeded
                : PasswordVerificationResult.Success;
        }
        catch (Exception exception) when (exception is SaltParseException or ArgumentException or FormatException)
        {
            UnreadableHash(logger);
            return PasswordVerificationResult.Failed;
        }
    }

    // NIST SP 800-63B section 3.1.1.2: two systems may encode the same typed password differently.
    private static string Normalize(string password) => password.Normalize(NormalizationForm.FormKC);

    // The library reads past the end of a truncated hash. Refuse larger costs, so that one row cannot occupy a core for minutes.
    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptHash();

    [LoggerMessage(3001, LogLevel.Error, "A stored password hash has an unknown format. The owner of the account cannot log in.")]
    private static partial void UnreadableHash(ILogger logger);
}
