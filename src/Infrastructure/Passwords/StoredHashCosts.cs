using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Preparation;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Reads the costs of all stored hashes at start, so that the first refused login takes as long as every later one. The costs of hashes
/// that are imported later are added when they are first verified.
/// </summary>
internal sealed class StoredHashCosts(AuthDbContext context, DecoyHashing decoyHashing)
{
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        List<string> prefixes = [];
        await context.WithMigrationTimeoutAsync(async () => prefixes = await ReadPrefixesAsync(cancellationToken));
        foreach (string prefix in prefixes)
        {
            decoyHashing.RaiseTarget(HashCost.Of(prefix));
        }
    }

    private Task<List<string>> ReadPrefixesAsync(CancellationToken cancellationToken) => context.Users
        .Select(user => user.PasswordHash.StartsWith(DjangoPasswordHash.Prefix)
            ? user.PasswordHash.Substring(0, HashCost.DjangoPrefixLength)
            : user.PasswordHash.Substring(0, HashCost.BcryptPrefixLength))
        .Distinct()
        .ToListAsync(cancellationToken);
}
