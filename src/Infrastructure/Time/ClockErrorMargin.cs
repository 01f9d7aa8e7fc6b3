namespace CleanAuth.Infrastructure.Time;

internal static class ClockErrorMargin
{
    /// <summary>
    /// How much longer than by the clock things are kept that would be missed had it jumped: it may have been ten minutes
    /// ahead when a token was issued, and be as much ahead when this is judged.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(20);
}
