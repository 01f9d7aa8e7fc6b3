using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>
/// Gives a program that runs in this process its own console. Tests run at the same time and share the real one, so its readers and
/// writers are replaced by ones that follow the flow of execution.
/// </summary>
internal static class CapturedConsole
{
    private static readonly AsyncLocal<Streams?> Current = new();

    // Console synchronizes the writers that it gets.
    static CapturedConsole()
    {
        Console.SetOut(new FlowingWriter(Console.Out, streams => streams.Output));
        Console.SetError(new FlowingWriter(Console.Error, streams => streams.Error));
        Console.SetIn(new FlowingReader(Console.In));
    }

    /// <summary>Runs the program to its end; it reads the given lines.</summary>
    public static Task<CommandResult> RunAsync(Func<int> program, string input) => Task.Run(() =>
    {
        Streams streams = new(new StringReader(input));
        Current.Value = streams;
        int exitCode = program();
        return new CommandResult(exitCode, $"{streams.Output}", $"{streams.Error}");
    });

    private sealed record Streams(TextReader Input)
    {
        public StringWriter Output { get; } = new();

        public StringWriter Error { get; } = new();
    }

    private sealed class FlowingWriter(TextWriter console, Func<Streams, TextWriter> select) : TextWriter
    {
        public override Encoding Encoding => console.Encoding;

        private TextWriter Target => Current.Value is { } streams ? select(streams) : console;

        public override void Write(char value) => Target.Write(value);

        public override void Write(string? value) => Target.Write(value);

        public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

        public override void Flush() => Target.Flush();
    }

    private sealed class FlowingReader(TextReader console) : TextReader
    {
        private TextReader Source => Current.Value?.Input ?? console;

        public override int Peek() => Source.Peek();

        public override int Read() => Source.Read();

        public override string? ReadLine() => Source.ReadLine();
    }
}
