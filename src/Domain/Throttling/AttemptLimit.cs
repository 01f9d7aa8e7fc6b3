namespace CleanAuth.Domain.Throttling;

/// <summary>How often logins may be tried: first freely, then after pauses that double, then no more for a while.</summary>
/// <param name="Tries">After so many, there must be none for a whole window; so no window holds more.</param>
/// <param name="FreeTries">How many need no pause before them.</param>
/// <param name="Window">How long tries are remembered.</param>
public sealed record AttemptLimit(int Tries, int FreeTries, TimeSpan Window)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>What must lie between the last of so many tries and the next.</summary>
    public TimeSpan PauseAfter(int tries)
    {
        if (tries >= Tries)
        {
            return Window;
        }

        return tries < FreeTries ? TimeSpan.Zero : FirstPause * Math.Min(Math.Pow(2, tries - FreeTries), Window / FirstPause);
    }
}
