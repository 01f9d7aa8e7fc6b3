namespace CleanAuth.Application.Abstractions.Passwords;

public interface IPasswordHasher
{
    /// <summary>
    /// Waits for a permit to verify a password. Acquire it before the attempt is counted: a request that is refused because the queue is
    /// full must not use up an attempt.
    /// </summary>
    /// <exception cref="Errors.ServiceBusyException">The queue is full.</exception>
    Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Compares a password with a stored hash. Every <see cref="PasswordVerificationResult.Failed"/> takes the same work, whatever the
    /// hash, so that the response time reveals nothing about the account.
    /// </summary>
    /// <param name="permit">The permit that the caller holds.</param>
    /// <param name="password">The password to verify.</param>
    /// <param name="hash">The stored hash; null for an unknown account, which is compared with a decoy hash.</param>
    /// <param name="cancellationToken">Cancels the call before the hashing starts.</param>
    Task<PasswordVerificationResult> VerifyAsync(HashingPermit permit, string password, string? hash, CancellationToken cancellationToken);

    /// <summary>Waits for a permit and hashes a password.</summary>
    /// <exception cref="Errors.ServiceBusyException">The queue is full.</exception>
    Task<string> HashAsync(string password, CancellationToken cancellationToken);
}

public enum PasswordVerificationResult
{
    Failed,
    Success,

    /// <summary>The password is correct, but its hash is weaker than new hashes or of another kind, and must be replaced.</summary>
    SuccessRehashNeeded,
}
