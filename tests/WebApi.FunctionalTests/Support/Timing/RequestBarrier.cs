using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>Makes requests wait for each other before they change an account, so that all have passed their checks.</summary>
internal sealed class RequestBarrier
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private TaskCompletionSource met = new();
    private int missing;

    public void Register(IServiceCollection services)
    {
        ServiceDescriptor original = services.Last(service => service.ServiceType == typeof(IAccountUpdates));
        services.Replace(ServiceDescriptor.Scoped<IAccountUpdates>(provider =>
            new BarrierAccountUpdates(this, (IAccountUpdates)ActivatorUtilities.CreateInstance(provider, original.ImplementationType!))));
    }

    /// <summary>Makes the next requests wait until this many have arrived.</summary>
    public void Expect(int count)
    {
        met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        missing = count;
    }

    private Task JoinAsync()
    {
        if (Volatile.Read(ref missing) == 0)
        {
            return Task.CompletedTask;
        }

        if (Interlocked.Decrement(ref missing) == 0)
        {
            met.SetResult();
        }

        return met.Task.WaitAsync(Timeout);
    }

    private sealed class BarrierAccountUpdates(RequestBarrier barrier, IAccountUpdates inner) : IAccountUpdates
    {
        public async Task<T> UpdateAsync<T>(
            Guid userId,
            string? version,
            Guid? staffId,
            Func<User, CancellationToken, Task<T>> change,
            CancellationToken cancellationToken)
        {
            await barrier.JoinAsync();
            return await inner.UpdateAsync(userId, version, staffId, change, cancellationToken);
        }

        public Task DeleteAsync(
            Guid userId,
            string? version,
            Guid? staffId,
            IReadOnlyCollection<EmailKind> keptEmails,
            Func<User, CancellationToken, Task> check,
            CancellationToken cancellationToken) =>
            inner.DeleteAsync(userId, version, staffId, keptEmails, check, cancellationToken);
    }
}
