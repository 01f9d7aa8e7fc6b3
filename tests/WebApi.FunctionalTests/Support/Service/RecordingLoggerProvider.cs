using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>Keeps every log line from a level on, with exceptions.</summary>
internal sealed class RecordingLoggerProvider(LogLevel level) : ILoggerProvider
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<(string Text, TaskCompletionSource Seen)> watches = [];

    public LogLevel Level => level;

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new RecordingLogger(categoryName, level, Record);

    /// <summary>Completes with the next line that contains the text, so that a test knows how far a request is.</summary>
    public Task WatchForAsync(string text)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        watches.Enqueue((text, seen));
        return seen.Task.WaitAsync(Timeout);
    }

    // Clear the lines: timers of the framework's rate limiter outlive the service and keep this object in memory.
    public void Dispose() => Lines.Clear();

    private void Record(string line)
    {
        Lines.Enqueue(line);
        foreach ((string text, TaskCompletionSource seen) in watches)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }

    private sealed class RecordingLogger(string category, LogLevel level, Action<string> record) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            record($"{logLevel} {category}[{eventId.Id}] {formatter(state, exception)} {exception}");
    }
}
