namespace CleanAuth.Infrastructure.Time;

internal static class ClockErrorMargin
{
    /// <summary>
    /// The tolerance for wrong clocks, by which expired rows are kept longer and searches of events are widened. A clock may be ten
    /// minutes fast when a token is issued, and ten minutes fast again when its expiry is checked.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(20);
}
