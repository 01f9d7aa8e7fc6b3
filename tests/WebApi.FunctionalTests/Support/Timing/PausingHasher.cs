using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Infrastructure.Passwords;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>Pauses a login after it has read the account and before it verifies the password.</summary>
internal sealed class PausingHasher : IPasswordHasher
{
    private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PasswordHasher inner = null!;

    /// <summary>Completes once the account has been read.</summary>
    public Task Read => read.Task;

    public void Register(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher>(provider =>
    {
        inner = ActivatorUtilities.CreateInstance<PasswordHasher>(provider);
        return this;
    }));

    public void Release() => released.TrySetResult();

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => inner.HashAsync(password, cancellationToken);

    public Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken) => inner.AcquireAsync(cancellationToken);

    public async Task<PasswordVerificationResult> VerifyAsync(
        HashingPermit permit,
        string password,
        string? hash,
        CancellationToken cancellationToken)
    {
        read.TrySetResult();
        await released.Task;
        return await inner.VerifyAsync(permit, password, hash, cancellationToken);
    }
}
