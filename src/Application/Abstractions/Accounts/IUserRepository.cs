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

    /// <summary>Returns the addresses of those of the accounts that exist.</summary>
    Task<IReadOnlyDictionary<Guid, string>> ReadEmailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the credential that a login is checked against.
    /// It reads as little as possible, so that an existing account takes as long as an unknown one.
    /// </summary>
    Task<LoginCredential?> ReadCredentialAsync(string email, CancellationToken cancellationToken);

    Task<bool> IsEmailTakenAsync(string email, Guid? exceptBy, CancellationToken cancellationToken);

    Task<bool> IsUsernameTakenAsync(string username, Guid? exceptBy, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <paramref name="oldHash"/> by <paramref name="newHash"/>, unless another request changed it before.
    /// </summary>
    Task UpgradePasswordHashAsync(Guid id, string oldHash, string newHash, CancellationToken cancellationToken);

    /// <summary>
    /// Returns whether another account is an active superuser. No concurrent transaction can take rights from a superuser until the
    /// current one ends.
    /// </summary>
    Task<bool> LockAndFindOtherSuperuserAsync(Guid userId, CancellationToken cancellationToken);

    void Add(User user);
}

/// <summary>The account of an address, the hash of its password, and what decides whether it may log in.</summary>
public sealed record LoginCredential(Guid UserId, string PasswordHash, bool IsActive, bool IsStaff = false, bool IsEmailVerified = false)
{
    /// <summary>The id only: a hash does not belong in a log.</summary>
    public override string ToString() => $"{nameof(LoginCredential)} {{ {nameof(UserId)} = {UserId} }}";
}
