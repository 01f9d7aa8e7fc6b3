using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>A place in the hashing gate that is taken until this is disposed, so that a test decides what waits.</summary>
internal sealed class HeldGate : IDisposable
{
    private readonly ManualResetEventSlim released = new();
    private readonly Task work;

    public HeldGate(HashingLimiter gate)
    {
        using ManualResetEventSlim entered = new();
        work = gate.RunAsync(
            () =>
            {
                entered.Set();
                released.Wait();
                return 0;
            },
            CancellationToken.None);
        entered.Wait();
    }

    public void Dispose()
    {
        released.Set();
        work.GetAwaiter().GetResult();
        released.Dispose();
    }
}
