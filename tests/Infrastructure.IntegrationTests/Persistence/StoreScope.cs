using CleanAuth.Application.Abstractions;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>What one request works with: the stores of a context of its own.</summary>
internal sealed class StoreScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public AuthDbContext Context => Get<AuthDbContext>();

    public IUserRepository Users => Get<IUserRepository>();

    public IRefreshTokenRepository RefreshTokens => Get<IRefreshTokenRepository>();

    public IUnitOfWork UnitOfWork => Get<IUnitOfWork>();

    public SigningKeyStore SigningKeys => Get<SigningKeyStore>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
