using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>The accounts. Emails and usernames are compared by their keys.</summary>
public interface IUserRepository
{
    /// <summary>Returns the account, untracked.</summary>
    Task<User?> ReadByIdAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Returns the account, tracked.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Returns the account, untracked.</summary>
    Task<User?> ReadByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Returns the email addresses of the accounts that exist.</summary>
    Task<IReadOnlyDictionary<Guid, string>> ReadEmailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the credential that a login is checked against.
    /// It reads few columns, so that an existing account takes as long as an unknown one.
    /// </summary>
    Task<LoginCredential?> ReadCredentialAsync(string email, CancellationToken cancellationToken);

    Task<bool> IsEmailTakenAsync(string email, Guid? exceptBy, CancellationToken cancellationToken);

    Task<bool> IsUsernameTakenAsync(string username, Guid? exceptBy, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <paramref name="oldHash"/> by <paramref name="newHash"/>, unless another request has replaced it already.
    /// </summary>
    Task UpgradePasswordHashAsync(Guid id, string oldHash, string newHash, CancellationToken cancellationToken);

    /// <summary>
    /// Returns whether another account is an active superuser. Until the current transaction ends, no concurrent one can take rights from
    /// a superuser.
    /// </summary>
    Task<bool> LockAndFindOtherSuperuserAsync(Guid userId, CancellationToken cancellationToken);

    void Add(User user);
}

/// <summary>The account of an address: the hash of its password, and the flags that decide whether the account may log in.</summary>
public sealed record LoginCredential(Guid UserId, string PasswordHash, bool IsActive, bool IsStaff = false, bool IsEmailVerified = false)
{
    /// <summary>Shows only the id, so that the hash cannot reach a log.</summary>
    public override string ToString() => $"{nameof(LoginCredential)} {{ {nameof(UserId)} = {UserId} }}";
}
