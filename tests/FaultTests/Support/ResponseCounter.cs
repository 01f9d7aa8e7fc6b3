namespace CleanAuth.FaultTests.Support;

/// <summary>Counts answers, and tells when there are so many.</summary>
internal sealed class ResponseCounter(int from)
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int counted;

    public Task Over => over.Task;

    public int Counted => counted;

    public void Count()
    {
        if (Interlocked.Increment(ref counted) == from)
        {
            over.SetResult();
        }
    }
}
