namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <param name="IsReadOnly">Whether it accepts no writes, as a standby.</param>
/// <param name="Time">Its time of day.</param>
internal sealed record ServerStatus(bool IsReadOnly, DateTimeOffset Time);
