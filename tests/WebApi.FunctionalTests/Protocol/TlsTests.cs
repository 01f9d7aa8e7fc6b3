using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>
/// The protocols that the TLS of the service accepts. The first message is written by hand, because a client library would not offer
/// the protocols that must be refused.
/// </summary>
internal sealed class TlsTests
{
    private const byte Alert = 21;
    private const byte Handshake = 22;

    private const ushort Tls10 = 0x0301;
    private const ushort Tls11 = 0x0302;
    private const ushort Tls12 = 0x0303;

    // RFC 8446 and RFC 5289: with forward secrecy and authenticated encryption.
    private static readonly ushort[] Safe = [0xC02F, 0xC030];

    // No forward secrecy, or RC4, 3DES, or no encryption.
    private static readonly ushort[] Weak = [0x002F, 0x0035, 0x009C, 0x003C, 0x000A, 0x0005, 0x0002, 0x0001];

    private static readonly ushort[] OfOldVersions = [0xC013, 0xC014, 0x002F, 0x0035];

    private static IEnumerable<TestCaseData> Offers =>
    [
        Offer("TLS 1.2", Tls12, Safe, Handshake),
        Offer("TLS 1.2 with weak suites", Tls12, Weak, Alert),
        Offer("TLS 1.1", Tls11, OfOldVersions, Alert),
        Offer("TLS 1.0", Tls10, OfOldVersions, Alert),
    ];

    [TestCaseSource(nameof(Offers))]
    public async Task Handshake_WhenVersionsAndCiphersAreOffered_AcceptsOnlySafeOnes(ushort version, ushort[] suites, byte expected)
    {
        using X509Certificate2 certificate = SelfSigned();
        using CleanAuthHost host = new()
        {
            Register = services => services
                .Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate))
                .Insert(0, ServiceDescriptor.Singleton<IHostedService, HttpsAddress>()),
        };
        using HttpClient client = host.Connect();

        byte response = await FirstByteAsync(client.BaseAddress!.Port, Hello(version, suites));

        Assert.That(response, Is.EqualTo(expected));
    }

    private static async Task<byte> FirstByteAsync(int port, byte[] hello)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(30));
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        await client.GetStream().WriteAsync(hello, timeout.Token);
        byte[] first = new byte[1];
        await client.GetStream().ReadExactlyAsync(first, timeout.Token);
        return first[0];
    }

    // RFC 5246 section 7.4.1.2.
    private static byte[] Hello(ushort version, ushort[] suites)
    {
        byte[] extensions =
        [
            .. Extension(0x000A, [0, 4, 0, 0x17, 0, 0x1D]),
            .. Extension(0x000B, [1, 0]),
            .. Extension(0x000D, [0, 8, 0x04, 0x01, 0x08, 0x04, 0x05, 0x01, 0x02, 0x01]),
        ];
        byte[] body =
        [
            .. Two(version), .. new byte[32], 0,
            .. Two(suites.Length * 2), .. suites.SelectMany(suite => Two(suite)),
            1, 0,
            .. Two(extensions.Length), .. extensions,
        ];
        return [Handshake, .. Two(Tls10), .. Two(body.Length + 4), 1, 0, .. Two(body.Length), .. body];
    }

    private static byte[] Extension(int type, byte[] content) => [.. Two(type), .. Two(content.Length), .. content];

    private static byte[] Two(int number) => [(byte)(number >> 8), (byte)number];

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static TestCaseData Offer(string name, ushort version, ushort[] suites, byte expected) =>
        new TestCaseData(version, suites, expected).SetArgDisplayNames(name);

    /// <summary>Starts before the server and replaces the plain address that the host of the tests has chosen.</summary>
    private sealed class HttpsAddress(IServer server) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ICollection<string> addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
            addresses.Clear();
            addresses.Add("https://127.0.0.1:0");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
