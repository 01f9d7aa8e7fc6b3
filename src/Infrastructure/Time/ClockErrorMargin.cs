namespace CleanAuth.Infrastructure.Time;

internal static class ClockErrorMargin
{
    /// <summary>
    /// How long expired rows are kept, in case the clock has jumped: it may have been ten minutes fast when a token was issued, and
    /// ten minutes fast again when its expiry is checked.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(20);
}
