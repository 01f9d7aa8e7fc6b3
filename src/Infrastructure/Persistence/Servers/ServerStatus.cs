namespace CleanAuth.Infrastructure.Persistence.Servers;

/// <param name="IsReadOnly">Whether the server accepts no writes, like a standby.</param>
/// <param name="Time">The current time of the server.</param>
internal sealed record ServerStatus(bool IsReadOnly, DateTimeOffset Time);
