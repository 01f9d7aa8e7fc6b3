using System.Security.Cryptography;
using System.Text;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Throttling;

/// <summary>
/// Counts attempts for one purpose, for instance the logins at one address from one network. It counts for addresses without an account
/// too, and stores neither the address nor the network.
/// </summary>
public sealed class AttemptCounter
{
    /// <summary>The scope of the counter that all unknown networks share.</summary>
    public const string AllUnknownNetworks = "*";

    private AttemptCounter()
    {
        // for EF Core
    }

    /// <summary>A hash of the purpose, the scope and the subject.</summary>
    public string Id { get; private set; } = null!;

    public AttemptPurpose Purpose { get; private set; }

    /// <summary>The number of attempts since the last success. Each followed the one before within the window.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset TriedAt { get; private set; }

    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>The account of the last success, so that the counter is deleted with the account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>When the counter no longer has an effect and can be deleted.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Whether no attempt was counted yet. Such a counter has no row.</summary>
    public bool IsEmpty => TriedAt == default;

    /// <summary>Creates the counter of logins at an address from a network, a prefix or <see cref="AllUnknownNetworks"/>.</summary>
    public static AttemptCounter OfLogin(string email, string network) => Create(AttemptPurpose.Login, email, network);

    /// <summary>Creates an empty counter.</summary>
    /// <param name="purpose">The kind of attempt that is counted.</param>
    /// <param name="subject">The address or the account whose attempts are counted.</param>
    /// <param name="scope">Separates the counters of one subject, for instance by network.</param>
    public static AttemptCounter Create(AttemptPurpose purpose, string subject, string scope = "") => new()
    {
        Id = IdOf(purpose, subject, scope),
        Purpose = purpose,
    };

    /// <summary>Returns an empty counter with the same id, for a counter whose row was deleted.</summary>
    public AttemptCounter Reset() => new() { Id = Id, Purpose = Purpose };

    /// <summary>Whether the account has logged in from the network recently.</summary>
    public bool IsOfKnownNetwork(TimeSpan knownNetworkLifetime, DateTimeOffset now) =>
        SucceededAt > now - knownNetworkLifetime;

    /// <summary>Returns how long the next attempt must wait; zero if it is allowed now.</summary>
    public TimeSpan WaitUnder(AttemptLimit limit, DateTimeOffset now)
    {
        TimeSpan pause = limit.PauseAfter(Tries);
        if (pause == TimeSpan.Zero || WindowHasEnded(limit, now))
        {
            return TimeSpan.Zero;
        }

        // The clocks of instances differ, so TriedAt may lie in the future. The clamp keeps the wait within the window.
        TimeSpan remaining = TriedAt + pause - now;
        return TimeSpan.FromTicks(Math.Clamp(remaining.Ticks, 0, limit.Window.Ticks));
    }

    /// <summary>Returns a copy that has counted one more attempt.</summary>
    public AttemptCounter WithAttempt(AttemptLimit limit, DateTimeOffset now)
    {
        AttemptCounter next = (AttemptCounter)MemberwiseClone();
        next.Tries = WindowHasEnded(limit, now) ? 1 : Tries + 1;
        next.TriedAt = now;
        next.ExpireNotBefore(now + limit.Window);
        return next;
    }

    /// <summary>Sets the attempts to zero, and makes the network a known network of the account.</summary>
    public void RecordSuccess(Guid userId, TimeSpan knownNetworkLifetime, DateTimeOffset now)
    {
        Tries = 0;
        SucceededAt = now;
        UserId = userId;
        ExpireNotBefore(now + knownNetworkLifetime);
    }

    private static string IdOf(AttemptPurpose purpose, string subject, string scope) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{scope}\n{EmailAddress.KeyOf(subject)}")));

    private bool WindowHasEnded(AttemptLimit limit, DateTimeOffset now) => TriedAt + limit.Window <= now;

    private void ExpireNotBefore(DateTimeOffset time) => ExpiresAt = ExpiresAt > time ? ExpiresAt : time;
}
