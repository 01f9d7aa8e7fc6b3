namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>
/// The running services that no test uses at the moment. A test takes one with its settings, because starting a service takes longer
/// than most tests.
/// </summary>
internal static class IdleServices
{
    private const int MaxServices = 12;

    private static readonly Lock Gate = new();
    private static readonly List<(string Settings, RunningService Service)> Idle = [];

    public static RunningService? Take(string settings)
    {
        lock (Gate)
        {
            int index = Idle.FindLastIndex(idle => idle.Settings == settings);
            if (index < 0)
            {
                return null;
            }

            RunningService service = Idle[index].Service;
            Idle.RemoveAt(index);
            return service;
        }
    }

    public static void Add(string settings, RunningService service)
    {
        RunningService? oldest = null;
        lock (Gate)
        {
            Idle.Add((settings, service));
            if (Idle.Count > MaxServices)
            {
                oldest = Idle[0].Service;
                Idle.RemoveAt(0);
            }
        }

        oldest?.Dispose();
    }

    public static void DisposeAll()
    {
        lock (Gate)
        {
            Idle.ForEach(idle => idle.Service.Dispose());
            Idle.Clear();
        }
    }
}
