using System.Security.Cryptography;
using System.Text;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Throttling;

/// <summary>
/// What the service remembers of logins at one address from one network, or from all strange networks together: the tries
/// since the last success, and when that was. It is the same whether or not somebody has the address, and neither address
/// nor network can be read from it.
/// </summary>
public sealed class AttemptCounter
{
    /// <summary>In the place of a network: all from which the account has not logged in lately.</summary>
    public const string AllStrangers = "*";

    private AttemptCounter()
    {
        // for EF Core
    }

    /// <summary>A hash of address and network.</summary>
    public string Id { get; private set; } = null!;

    /// <summary>How often it was tried since the last success, each within the window of the one before.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset TriedAt { get; private set; }

    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>Who logged in, so that the record goes with the account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>From when it is of no more use.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Whether nothing was ever written down.</summary>
    public bool IsBlank => TriedAt == default;

    public static AttemptCounter Blank(string email, string network) => new() { Id = IdOf(email, network) };

    /// <summary>The record once it was deleted: nothing.</summary>
    public AttemptCounter Forget() => new() { Id = Id };

    /// <summary>Whether the account logged in from there so recently that the network is one of its own.</summary>
    public bool IsOfKnownNetwork(TimeSpan memory, DateTimeOffset now) => SucceededAt > now - memory;

    /// <summary>How long the next try must wait; zero when it need not.</summary>
    public TimeSpan WaitUnder(AttemptLimit limit, DateTimeOffset now)
    {
        // Of two tries at once the other's may be the later one, and clocks differ: that alone is no reason to wait.
        TimeSpan pause = limit.PauseAfter(Tries);
        if (pause == TimeSpan.Zero || IsOver(limit, now))
        {
            return TimeSpan.Zero;
        }

        TimeSpan wait = TriedAt + pause - now;
        return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, limit.Window.Ticks));
    }

    /// <summary>The record with one more try in it.</summary>
    public AttemptCounter Count(AttemptLimit limit, DateTimeOffset now)
    {
        AttemptCounter next = (AttemptCounter)MemberwiseClone();
        next.Tries = IsOver(limit, now) ? 1 : Tries + 1;
        next.TriedAt = now;
        next.ExpireNotBefore(now + limit.Window);
        return next;
    }

    /// <summary>Forgives the failures, and makes the network one of the account's own.</summary>
    public void Succeed(Guid userId, TimeSpan memory, DateTimeOffset now)
    {
        Tries = 0;
        SucceededAt = now;
        UserId = userId;
        ExpireNotBefore(now + memory);
    }

    private static string IdOf(string email, string network) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{network}\n{EmailAddress.KeyOf(email)}")));

    private bool IsOver(AttemptLimit limit, DateTimeOffset now) => TriedAt + limit.Window <= now;

    private void ExpireNotBefore(DateTimeOffset time) => ExpiresAt = ExpiresAt > time ? ExpiresAt : time;
}
