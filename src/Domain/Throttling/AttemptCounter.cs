using System.Security.Cryptography;
using System.Text;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Throttling;

/// <summary>
/// Counts attempts for one purpose, for instance the logins at one address from one network. It is the same whether or not an account has the
/// address, and neither the address nor the network can be read from it.
/// </summary>
public sealed class AttemptCounter
{
    /// <summary>Takes the place of a network: all networks from which the account has not logged in recently.</summary>
    public const string AllUnknownNetworks = "*";

    private AttemptCounter()
    {
        // for EF Core
    }

    /// <summary>A hash of the purpose, the scope and the subject.</summary>
    public string Id { get; private set; } = null!;

    public AttemptPurpose Purpose { get; private set; }

    /// <summary>The attempts since the last success, each within the window of the one before.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset TriedAt { get; private set; }

    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>The account that logged in, so that the counter is deleted with it.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>When the counter has no effect any more and can be deleted.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Whether nothing was counted yet, so that no row is stored.</summary>
    public bool IsEmpty => TriedAt == default;

    /// <summary>The counter of logins at an address from a network, a prefix or <see cref="AllUnknownNetworks"/>.</summary>
    public static AttemptCounter OfLogin(string email, string network) => Create(AttemptPurpose.Login, email, network);

    /// <summary>A counter that has counted nothing.</summary>
    /// <param name="purpose">The kind of attempt that is counted.</param>
    /// <param name="subject">The address or the account that is counted for.</param>
    /// <param name="scope">Separates the counters of one subject, for instance by network.</param>
    public static AttemptCounter Create(AttemptPurpose purpose, string subject, string scope = "") => new()
    {
        Id = IdOf(purpose, subject, scope),
        Purpose = purpose,
    };

    /// <summary>The same counter, as it is after its row was deleted.</summary>
    public AttemptCounter Reset() => new() { Id = Id, Purpose = Purpose };

    /// <summary>Whether the account has logged in from the network recently.</summary>
    public bool IsOfKnownNetwork(TimeSpan memory, DateTimeOffset now) => SucceededAt > now - memory;

    /// <summary>How long the next attempt must wait; zero if it is allowed now.</summary>
    public TimeSpan WaitUnder(AttemptLimit limit, DateTimeOffset now)
    {
        // The stored time may lie in the future, as clocks differ and attempts run in parallel. That alone is no reason to wait.
        TimeSpan pause = limit.PauseAfter(Tries);
        if (pause == TimeSpan.Zero || WindowHasEnded(limit, now))
        {
            return TimeSpan.Zero;
        }

        TimeSpan wait = TriedAt + pause - now;
        return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, limit.Window.Ticks));
    }

    /// <summary>A copy that has counted one more attempt.</summary>
    public AttemptCounter WithAttempt(AttemptLimit limit, DateTimeOffset now)
    {
        AttemptCounter next = (AttemptCounter)MemberwiseClone();
        next.Tries = WindowHasEnded(limit, now) ? 1 : Tries + 1;
        next.TriedAt = now;
        next.ExpireNotBefore(now + limit.Window);
        return next;
    }

    /// <summary>Resets the failures, and makes the network a known network of the account.</summary>
    public void RecordSuccess(Guid userId, TimeSpan memory, DateTimeOffset now)
    {
        Tries = 0;
        SucceededAt = now;
        UserId = userId;
        ExpireNotBefore(now + memory);
    }

    private static string IdOf(AttemptPurpose purpose, string subject, string scope) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{scope}\n{EmailAddress.KeyOf(subject)}")));

    private bool WindowHasEnded(AttemptLimit limit, DateTimeOffset now) => TriedAt + limit.Window <= now;

    private void ExpireNotBefore(DateTimeOffset time) => ExpiresAt = ExpiresAt > time ? ExpiresAt : time;
}
