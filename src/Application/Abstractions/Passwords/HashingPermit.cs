namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>Allows its holder to hash one password after the other. Dispose it to let the next caller in the queue go on.</summary>
public sealed class HashingPermit(IDisposable lease) : IDisposable
{
    /// <summary>Whether the permit still counts: a hash outside the limit would slow everything else.</summary>
    public bool IsHeld { get; private set; } = true;

    public void Dispose()
    {
        IsHeld = false;
        lease.Dispose();
    }
}
