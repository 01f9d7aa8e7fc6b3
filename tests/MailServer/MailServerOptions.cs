using System.Globalization;

namespace CleanAuth.MailServer;

/// <summary>The behaviour of the server, from arguments such as <c>--delay 20</c>.</summary>
internal sealed record MailServerOptions(string Folder)
{
    /// <summary>The port; 0 lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>The required login, as <c>name:password</c>; null for none.</summary>
    public string? Login { get; init; }

    /// <summary>The number of temporary refusals of an address that contains "later".</summary>
    public int Later { get; init; }

    /// <summary>The delay before a message is stored.</summary>
    public TimeSpan Delay { get; init; }

    public static MailServerOptions Read(string[] arguments)
    {
        Dictionary<string, string> values = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new MailServerOptions(values["--folder"])
        {
            Port = NumberOf(values, "--port"),
            Login = values.GetValueOrDefault("--login"),
            Later = NumberOf(values, "--later"),
            Delay = TimeSpan.FromMilliseconds(NumberOf(values, "--delay")),
        };
    }

    private static int NumberOf(Dictionary<string, string> values, string name) =>
        int.Parse(values.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture);
}
