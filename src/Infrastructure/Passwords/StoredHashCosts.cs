using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Preparation;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Learns from the table of accounts how much work its hashes need, so that the first refusal is like every other. Hashes
/// that are copied in later are learned of at the first comparison.
/// </summary>
internal sealed class StoredHashCosts(AuthDbContext context, DecoyHashing decoyHashing)
{
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        List<string> beginnings = [];
        await context.PatientlyAsync(async () => beginnings = await ReadBeginningsAsync(cancellationToken));
        foreach (string beginning in beginnings)
        {
            decoyHashing.Include(HashCost.Of(beginning));
        }
    }

    private Task<List<string>> ReadBeginningsAsync(CancellationToken cancellationToken) => context.Users
        .Select(user => user.PasswordHash.StartsWith(DjangoPasswordHash.Prefix)
            ? user.PasswordHash.Substring(0, HashCost.DjangoPrefixLength)
            : user.PasswordHash.Substring(0, HashCost.BcryptPrefixLength))
        .Distinct()
        .ToListAsync(cancellationToken);
}
