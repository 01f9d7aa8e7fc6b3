namespace CleanAuth.Application.Abstractions;

public interface IPasswordHasher
{
    /// <exception cref="Errors.ServiceBusyException">Too many hashes are waiting already.</exception>
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    /// <summary>
    /// Compares a password with a stored hash. Without a hash (the account is unknown) it does the same work and
    /// answers <see cref="PasswordVerdict.Wrong"/>.
    /// </summary>
    /// <exception cref="Errors.ServiceBusyException">Too many hashes are waiting already.</exception>
    Task<PasswordVerdict> VerifyAsync(string password, string? passwordHash, CancellationToken cancellationToken);
}

public enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Right, and the hash should be made anew: it is of another kind or weaker than is now the rule.</summary>
    RightButOutdated,
}
