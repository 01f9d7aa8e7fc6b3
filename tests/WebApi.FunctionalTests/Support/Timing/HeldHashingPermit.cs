using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>Holds a permit of the hashing limiter until it is disposed, so that a test decides which requests wait.</summary>
internal sealed class HeldHashingPermit(HashingLimiter hashingLimiter) : IDisposable
{
    private readonly HashingPermit permit = hashingLimiter.AcquireAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void Dispose() => permit.Dispose();
}
