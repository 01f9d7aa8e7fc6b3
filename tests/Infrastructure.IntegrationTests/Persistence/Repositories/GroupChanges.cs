using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Changes of groups in one transaction, as use cases do.</summary>
internal static class GroupChanges
{
    public static Task ChangeGroupAsync(this RequestScope scope, Guid id, string? version, Action<Group> change) =>
        scope.Context.WriteOnceAsync(
            async token =>
            {
                change(await scope.Groups.LockAsync(id, version, token));
                await scope.Context.SaveAsync(token);
                return true;
            },
            afterCommit: null,
            default);
}
