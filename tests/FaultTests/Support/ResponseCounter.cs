namespace CleanAuth.FaultTests.Support;

/// <summary>Counts responses; a task completes at the given number.</summary>
internal sealed class ResponseCounter(int awaited)
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int counted;

    public Task Completed => completed.Task;

    public int Counted => counted;

    public void Count()
    {
        if (Interlocked.Increment(ref counted) == awaited)
        {
            completed.SetResult();
        }
    }
}
