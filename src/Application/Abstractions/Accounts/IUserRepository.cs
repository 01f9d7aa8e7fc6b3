using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>The accounts. Names are compared in their normalised form.</summary>
public interface IUserRepository
{
    /// <summary>The account, to be changed and saved.</summary>
    Task<User?> FindByIdAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The account, to be looked at only.</summary>
    Task<User?> ReadByIdAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The account, to be changed and saved.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>The account, to be looked at only.</summary>
    Task<User?> ReadByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>The addresses of those of these accounts that are there.</summary>
    Task<IReadOnlyDictionary<Guid, string>> ReadEmailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// What a login is checked against. The least that will do, so that reading it takes as long as finding that there is none.
    /// </summary>
    Task<Credential?> ReadCredentialAsync(string email, CancellationToken cancellationToken);

    Task<bool> EmailIsTakenAsync(string email, Guid? exceptBy, CancellationToken cancellationToken);

    Task<bool> UsernameIsTakenAsync(string username, Guid? exceptBy, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="newHash"/> in the place of <paramref name="oldHash"/>, unless another request was first.
    /// </summary>
    Task UpgradePasswordHashAsync(Guid id, string oldHash, string newHash, CancellationToken cancellationToken);

    void Add(User user);
}

/// <summary>The account that an address belongs to, the hash of its password, and whether it may come in with it.</summary>
public sealed record Credential(Guid UserId, string PasswordHash, bool IsActive, bool IsStaff = false, bool IsEmailVerified = false)
{
    /// <summary>The id only: a hash does not belong in a log.</summary>
    public override string ToString() => $"{nameof(Credential)} {{ {nameof(UserId)} = {UserId} }}";
}
