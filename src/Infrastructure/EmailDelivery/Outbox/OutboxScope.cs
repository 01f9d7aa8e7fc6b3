using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

internal static class OutboxScope
{
    /// <summary>Runs work on the outbox with a database context of its own.</summary>
    public static async Task<T> WithOutboxAsync<T>(this IServiceScopeFactory scopes, Func<EmailOutbox, Task<T>> work)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<EmailOutbox>());
    }

    /// <inheritdoc cref="WithOutboxAsync{T}"/>
    public static async Task WithOutboxAsync(this IServiceScopeFactory scopes, Func<EmailOutbox, Task> work)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<EmailOutbox>());
    }
}
