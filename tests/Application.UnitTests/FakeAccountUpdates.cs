using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests;

/// <summary>Updates accounts without a database: <paramref name="find"/> reads the account, <paramref name="save"/> saves it.</summary>
internal sealed class FakeAccountUpdates(Func<Guid, User?> find, Action save) : IAccountUpdates
{
    /// <summary>The error that each save throws; null if saving succeeds.</summary>
    public Exception? SaveError { get; set; }

    /// <summary>The accounts that were locked, in order.</summary>
    public List<Guid> Locked { get; } = [];

    /// <summary>The accounts that were deleted.</summary>
    public List<Guid> Deleted { get; } = [];

    /// <summary>The kinds of emails that the last deletion kept.</summary>
    public IReadOnlyCollection<EmailKind> KeptEmails { get; private set; } = [];

    public async Task<T> UpdateAsync<T>(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        T result = await change(Lock(userId, version), cancellationToken);
        if (SaveError is not null)
        {
            throw SaveError;
        }

        save();
        return result;
    }

    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        IReadOnlyCollection<EmailKind> keptEmails,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        await check(Lock(userId, version), cancellationToken);
        Deleted.Add(userId);
        KeptEmails = keptEmails;
        save();
    }

    private User Lock(Guid userId, string? version)
    {
        Locked.Add(userId);
        User user = find(userId) ?? throw new NotFoundException();
        return version is null || version == EntityVersion.Of(user.UpdatedAt) ? user : throw new VersionMismatchException();
    }
}
