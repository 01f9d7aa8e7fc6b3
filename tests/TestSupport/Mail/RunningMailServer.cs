using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;

namespace CleanAuth.TestSupport.Mail;

/// <summary>
/// A mail server in the process of the test, which only this machine can reach. It accepts every recipient, with three exceptions:
/// an address that contains "refused" is refused permanently, one that contains "later" is refused temporarily at first, and a
/// message with the word "unwanted" is refused after it was received.
/// </summary>
public sealed class RunningMailServer : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ReceivedMessages messages;
    private readonly SmtpServer.SmtpServer server;

    private RunningMailServer(string? login, int later, TimeSpan delay)
    {
        messages = new ReceivedMessages(delay);
        ServiceProvider services = new();
        services.Add(messages);
        services.Add(new RecipientFilter(later));
        services.Add(new LoginCheck(login));
        server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder()
                .ServerName("localhost")
                .Endpoint(endpoint => endpoint
                    .Endpoint(new IPEndPoint(IPAddress.Loopback, Port))
                    .AllowUnsecureAuthentication()
                    .AuthenticationRequired(login is not null))
                .Build(),
            services);
    }

    public int Port { get; } = FreePort();

    /// <summary>The settings of a service that uses this server.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Mail:Enabled", "true"),
        ("Mail:Transport", "Smtp"),
        ("Mail:Smtp:Host", "127.0.0.1"),
        ("Mail:Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)),
        ("Mail:Smtp:Security", "None"),
        ("Mail:From", "CleanAuth <no-reply@example.com>"),
    ];

    /// <param name="login">The required login, as <c>name:password</c>.</param>
    /// <param name="later">The number of temporary refusals of an address that contains "later".</param>
    /// <param name="delay">The delay before a message is kept.</param>
    public static RunningMailServer Start(string? login = null, int later = 0, TimeSpan delay = default)
    {
        RunningMailServer server = new(login, later, delay);
        server.Listen();
        return server;
    }

    /// <summary>Creates a server that does not listen yet, but has a port.</summary>
    public static RunningMailServer Create() => new(login: null, later: 0, delay: default);

    public void Listen()
    {
        // The port is open when this returns; the task ends with the server.
        Task serving = server.StartAsync(stopping.Token);
        if (serving.Exception is { } failure)
        {
            throw new InvalidOperationException("The mail server did not start.", failure);
        }
    }

    public int ReadCount() => messages.Count;

    /// <summary>All received messages, in the order of their arrival.</summary>
    public IReadOnlyList<MimeMessage> ReadMessages() => [.. messages.ToList().Select(message => MimeMessage.Load(new MemoryStream(message)))];

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
