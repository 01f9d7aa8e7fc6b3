namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>
/// A slot of the hashing limiter. The caller who holds it may hash passwords one after the other. Dispose it to release the slot.
/// </summary>
public sealed class HashingPermit(IDisposable lease) : IDisposable
{
    /// <summary>Whether the slot is still held. The hasher refuses a disposed permit, because the limit would not count it.</summary>
    public bool IsHeld { get; private set; } = true;

    public void Dispose()
    {
        IsHeld = false;
        lease.Dispose();
    }
}
