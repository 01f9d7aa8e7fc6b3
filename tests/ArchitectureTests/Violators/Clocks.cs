namespace CleanAuth.ArchitectureTests.Violators;

internal static class Clocks
{
    public static DateTimeOffset Plain() => DateTimeOffset.UtcNow;

    public static Func<DateTime> InLambda() => () => DateTime.Now;

    public static async Task<DateTime> InAsyncAsync()
    {
        await Task.Yield();
        return DateTime.UtcNow;
    }

    public static Guid InId() => Guid.CreateVersion7();

    public static (DateTimeOffset, Guid) Allowed(TimeProvider clock) => (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()));
}
