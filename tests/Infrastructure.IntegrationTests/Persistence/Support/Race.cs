namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Many callers that start at the same moment.</summary>
internal static class Race
{
    public static async Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> act)
    {
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>[] callers =
        [
            .. Enumerable.Range(0, count).Select(async index =>
            {
                // Each caller continues on its own thread, if one is free.
                await start.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                return await act(index);
            }),
        ];
        start.SetResult();
        return await Task.WhenAll(callers);
    }
}
