namespace CleanAuth.Domain.Throttling;

/// <summary>Limits attempts: the first need no pause, later ones need pauses that double, then none is allowed for a window.</summary>
/// <param name="MaxAttempts">The largest number of attempts in a window. After that, none is allowed for a whole window.</param>
/// <param name="AttemptsWithoutPause">The number of attempts that need no pause.</param>
/// <param name="Window">The time after which an attempt no longer counts.</param>
public sealed record AttemptLimit(int MaxAttempts, int AttemptsWithoutPause, TimeSpan Window)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns the pause that must follow this number of attempts.</summary>
    public TimeSpan PauseAfter(int attempts)
    {
        if (attempts >= MaxAttempts)
        {
            return Window;
        }

        return attempts < AttemptsWithoutPause
            ? TimeSpan.Zero
            : FirstPause * Math.Min(Math.Pow(2, attempts - AttemptsWithoutPause), Window / FirstPause);
    }
}
