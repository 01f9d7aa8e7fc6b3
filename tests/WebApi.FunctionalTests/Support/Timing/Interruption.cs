using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>
/// Runs an action of the test during a request: right before it changes an account, or right before it reads a segment of the list of
/// accounts. The request had passed its checks before.
/// </summary>
internal sealed class Interruption
{
    private Func<Task> work = () => Task.CompletedTask;
    private int stepsLeft;

    /// <summary>Whether the action has run.</summary>
    public bool Happened { get; private set; }

    public void Register(IServiceCollection services)
    {
        Decorate<IAccountUpdates>(services, inner => new InterruptedAccountUpdates(this, inner));
        Decorate<IUserListReader>(services, inner => new InterruptedUserListReader(this, inner));
    }

    /// <summary>Plans the action before the given step; 1 is the next step.</summary>
    public void Plan(int step, Func<Task> interruption)
    {
        work = interruption;
        Happened = false;
        stepsLeft = step;
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        ServiceDescriptor original = services.Last(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Scoped(provider =>
            decorate((T)ActivatorUtilities.CreateInstance(provider, original.ImplementationType!))));
    }

    private async Task StepAsync()
    {
        if (stepsLeft > 0 && --stepsLeft == 0)
        {
            await work();
            Happened = true;
        }
    }

    private sealed class InterruptedAccountUpdates(Interruption interruption, IAccountUpdates inner) : IAccountUpdates
    {
        public async Task<T> UpdateAsync<T>(
            Guid userId,
            string? version,
            Guid? staffId,
            Func<User, CancellationToken, Task<T>> change,
            CancellationToken cancellationToken)
        {
            await interruption.StepAsync();
            return await inner.UpdateAsync(userId, version, staffId, change, cancellationToken);
        }

        public async Task DeleteAsync(
            Guid userId,
            string? version,
            Guid? staffId,
            IReadOnlyCollection<EmailKind> keptEmails,
            Func<User, CancellationToken, Task> check,
            CancellationToken cancellationToken)
        {
            await interruption.StepAsync();
            await inner.DeleteAsync(userId, version, staffId, keptEmails, check, cancellationToken);
        }
    }

    private sealed class InterruptedUserListReader(Interruption interruption, IUserListReader inner) : IUserListReader
    {
        public async Task<IReadOnlyList<ListedUser>> ReadAsync(
            UserListSegment segment,
            UserFilter filter,
            UserListPosition? after,
            int count,
            CancellationToken cancellationToken)
        {
            await interruption.StepAsync();
            return await inner.ReadAsync(segment, filter, after, count, cancellationToken);
        }
    }
}
