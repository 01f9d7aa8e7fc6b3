namespace CleanAuth.Domain.Throttling;

/// <summary>How many attempts are allowed: first without a pause, then after pauses that double, then none for a whole window.</summary>
/// <param name="MaxAttempts">After this many attempts, none is allowed for a whole window, so that no window holds more.</param>
/// <param name="AttemptsWithoutPause">How many attempts need no pause.</param>
/// <param name="Window">How long attempts count.</param>
public sealed record AttemptLimit(int MaxAttempts, int AttemptsWithoutPause, TimeSpan Window)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The pause between the last of this many attempts and the next one.</summary>
    public TimeSpan PauseAfter(int tries)
    {
        if (tries >= MaxAttempts)
        {
            return Window;
        }

        return tries < AttemptsWithoutPause
            ? TimeSpan.Zero
            : FirstPause * Math.Min(Math.Pow(2, tries - AttemptsWithoutPause), Window / FirstPause);
    }
}
