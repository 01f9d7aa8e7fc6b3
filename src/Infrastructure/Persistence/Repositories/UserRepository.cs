using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Persistence.Locks;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class UserRepository(AuthDbContext context, CompiledQueries queries) : IUserRepository
{
    public Task<User?> ReadByIdAsync(Guid id, CancellationToken cancellationToken) =>
        queries.ReadUser(context, id, cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        string normalizedEmail = EmailAddress.KeyOf(email);
        return context.Users.FirstOrDefaultAsync(user => user.NormalizedEmail == normalizedEmail, cancellationToken);
    }

    public Task<User?> ReadByEmailAsync(string email, CancellationToken cancellationToken)
    {
        string normalizedEmail = EmailAddress.KeyOf(email);
        return context.Users.AsNoTracking().FirstOrDefaultAsync(user => user.NormalizedEmail == normalizedEmail, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> ReadEmailsAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken) =>
        await context.Users
            .Where(user => ids.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);

    public Task<LoginCredential?> ReadCredentialAsync(string email, CancellationToken cancellationToken) =>
        queries.ReadCredential(context, EmailAddress.KeyOf(email), cancellationToken);

    public Task<bool> IsEmailTakenAsync(string email, Guid? exceptBy, CancellationToken cancellationToken)
    {
        string normalizedEmail = EmailAddress.KeyOf(email);
        return context.Users.AnyAsync(user => user.NormalizedEmail == normalizedEmail && user.Id != exceptBy, cancellationToken);
    }

    public Task<bool> IsUsernameTakenAsync(string username, Guid? exceptBy, CancellationToken cancellationToken)
    {
        string normalizedUsername = Username.KeyOf(username);
        return context.Users.AnyAsync(
            user => user.NormalizedUsername == normalizedUsername && user.Id != exceptBy,
            cancellationToken);
    }

    public Task UpgradePasswordHashAsync(Guid id, string oldHash, string newHash, CancellationToken cancellationToken) =>
        context.WriteStatementAsync(
            token => context.Users
                .Where(user => user.Id == id && user.PasswordHash == oldHash)
                .ExecuteUpdateAsync(user => user.SetProperty(row => row.PasswordHash, newHash), token),
            token => context.Users.AnyAsync(user => user.Id == id && user.PasswordHash == newHash, token),
            cancellationToken);

    public async Task<bool> LockAndFindOtherSuperuserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await context.Set<SuperuserLock>().LockAsync(row => row.Id, cancellationToken);
        return await context.Users.AnyAsync(
            user => user.Id != userId && user.IsSuperuser && user.IsStaff && user.IsActive,
            cancellationToken);
    }

    public void Add(User user) => context.Users.Add(user);
}
