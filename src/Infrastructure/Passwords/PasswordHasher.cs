using System.Text;
using System.Text.RegularExpressions;
using BCrypt.Net;
using CleanAuth.Application.Abstractions;
using Microsoft.Extensions.Logging;
using Bcrypt = BCrypt.Net.BCrypt;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// BCrypt in its enhanced form: SHA-384 first, so that nothing past 72 bytes is lost and a NUL is harmless.
/// Django's hashes are verified too, and due for an upgrade.
/// </summary>
internal sealed partial class PasswordHasher(HashingGate gate, PasswordOptions options, ILogger<PasswordHasher> logger)
    : IPasswordHasher
{
    private const HashType Prehash = HashType.SHA384;

    // No password has this hash; comparing with it takes as long as with any other of the same work factor.
    private readonly string hashOfNobody = $"$2a${options.WorkFactor:00}${new string('.', 53)}";

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        gate.RunAsync(
            () => Bcrypt.EnhancedHashPassword(Normalize(password), options.WorkFactor, Prehash),
            cancellationToken);

    public Task<PasswordVerdict> VerifyAsync(string password, string? passwordHash, CancellationToken cancellationToken) =>
        gate.RunAsync(() => Verify(password, passwordHash ?? hashOfNobody), cancellationToken);

    private PasswordVerdict Verify(string password, string hash)
    {
        try
        {
            if (DjangoPasswordHash.Recognizes(hash))
            {
                return DjangoPasswordHash.Verify(password, hash) ? PasswordVerdict.RightButOutdated : PasswordVerdict.Wrong;
            }

            if (!BcryptHash().IsMatch(hash))
            {
                UnreadableHash(logger);
                return PasswordVerdict.Wrong;
            }

            if (!Bcrypt.EnhancedVerify(Normalize(password), hash, Prehash))
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
