using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>Has requests wait for each other before they change an account, so that all have been allowed to when the first does.</summary>
internal sealed class RequestBarrier
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private TaskCompletionSource met = new();
    private int missing;

    public void Register(IServiceCollection services)
    {
        ServiceDescriptor original = services.Last(service => service.ServiceType == typeof(IAccountUpdates));
        services.Replace(ServiceDescriptor.Scoped<IAccountUpdates>(provider =>
            new Guest(this, (IAccountUpdates)ActivatorUtilities.CreateInstance(provider, original.ImplementationType!))));
    }

    /// <summary>Lets the next ones wait until they are that many.</summary>
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

    private sealed class Guest(RequestBarrier meeting, IAccountUpdates inner) : IAccountUpdates
    {
        public async Task<T> UpdateAsync<T>(
            Guid userId,
            string? version,
            Guid? staffId,
            Func<User, CancellationToken, Task<T>> change,
            CancellationToken cancellationToken)
        {
            await meeting.JoinAsync();
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
