using System.Net;
using System.Net.Sockets;
using CleanAuth.MailServer;
using SmtpServer;
using SmtpServer.ComponentModel;

MailServerOptions options = MailServerOptions.Read(args);
int port = options.Port == 0 ? FreePort() : options.Port;
ServiceProvider services = new();
services.Add(new FolderStore(options));
services.Add(new RecipientFilter(options));
services.Add(new LoginCheck(options));
ISmtpServerOptions settings = new SmtpServerOptionsBuilder()
    .ServerName("localhost")
    .Endpoint(endpoint => endpoint
        .Endpoint(new IPEndPoint(IPAddress.Loopback, port))
        .AllowUnsecureAuthentication()
        .AuthenticationRequired(options.Login is not null))
    .Build();
Task serving = new SmtpServer.SmtpServer(settings, services).StartAsync(CancellationToken.None);
Console.WriteLine($"Listening on 127.0.0.1:{port}");

// The server stops when its standard input is closed, so it does not outlive the process that started it.
await Task.WhenAny(serving, Console.In.ReadToEndAsync());

static int FreePort()
{
    using TcpListener listener = new(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
