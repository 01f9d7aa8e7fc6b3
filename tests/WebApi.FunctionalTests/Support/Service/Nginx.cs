using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>An installed nginx as a proxy in front of the service.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly string[] Executables = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];

    private readonly DirectoryInfo folder;
    private readonly Process process;

    private Nginx(DirectoryInfo folder, Process process, Uri address)
    {
        this.folder = folder;
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it with these directives for its only server; ignores the test where nginx is not installed.</summary>
    /// <param name="server">The content of the <c>server</c> block, beside <c>listen</c>.</param>
    /// <param name="http">The content of the <c>http</c> block, such as <c>upstream</c>.</param>
    public static async Task<Nginx> StartAsync(string server, string http = "")
    {
        if (Executables.FirstOrDefault(File.Exists) is not { } path)
        {
            Assert.Ignore($"No nginx is installed ({string.Join(", ", Executables)}).");
            throw new InvalidOperationException("Assert.Ignore does not return.");
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-nginx-");
        Uri address = new($"http://127.0.0.1:{FreePort()}");
        string configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder.FullName, address.Port, server, http));
        Process process = Process.Start(
            path,
            ["-p", folder.FullName, "-e", Path.Combine(folder.FullName, "error.log"), "-c", configuration]);
        bool isListening = await Poll.UntilAsync(() => IsListeningAsync(address), found => found || process.HasExited);
        return isListening
            ? new Nginx(folder, process, address)
            : throw new InvalidOperationException(
                $"nginx did not start: {await File.ReadAllTextAsync(Path.Combine(folder.FullName, "error.log"))}");
    }

    /// <summary>Returns a client of the proxy that connects from this address of the machine.</summary>
    public HttpClient ConnectFrom(string address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (target, cancellationToken) =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(target.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = Address,
    };

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    // Use one process, so that none is left when it is killed.
    private static string Configuration(string folder, int port, string server, string http) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          {{http}}
          server {
            listen 127.0.0.1:{{port}};
            {{server}}
          }
        }
        """;

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
