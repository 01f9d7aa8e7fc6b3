using System.Globalization;

namespace CleanAuth.MailServer;

/// <summary>How the server is to behave, from arguments such as <c>--delay 20</c>.</summary>
internal sealed record MailServerOptions(string Folder)
{
    /// <summary>The port; 0 lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>Who must log in, as <c>name:password</c>; null takes mail from everybody.</summary>
    public string? Login { get; init; }

    /// <summary>How often a recipient whose address contains "later" is put off.</summary>
    public int Later { get; init; }

    /// <summary>How long it takes over each message, before it is kept.</summary>
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
