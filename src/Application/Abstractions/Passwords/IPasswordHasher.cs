namespace CleanAuth.Application.Abstractions.Passwords;

public interface IPasswordHasher
{
    /// <exception cref="Errors.ServiceBusyException">Too many hashes are waiting already.</exception>
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    /// <summary>
    /// Compares a password with a stored hash. Every answer of <see cref="PasswordVerdict.Wrong"/> takes the same work,
    /// whatever the hash is, and without one (the account is unknown).
    /// </summary>
    /// <param name="password">What the caller says.</param>
    /// <param name="readHash">Reads the hash, once it is this password's turn. What it throws ends the turn.</param>
    /// <param name="cancellationToken">Stops waiting for the turn.</param>
    /// <exception cref="Errors.ServiceBusyException">Too many hashes are waiting already; the hash was not read.</exception>
    Task<PasswordVerdict> VerifyAsync(
        string password,
        Func<CancellationToken, Task<string?>> readHash,
        CancellationToken cancellationToken);
}

public enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Right, and the hash should be made anew: it is of another kind or weaker than is now the rule.</summary>
    RightButOutdated,
}
