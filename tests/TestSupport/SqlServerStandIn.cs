using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.SqlClient;

namespace CleanAuth.TestSupport;

/// <summary>
/// Implements the part of TDS that a login, a statement and a transaction need, without encryption (MS-TDS 2.2). A test decides
/// how it responds, and when it breaks a connection.
/// </summary>
public sealed class SqlServerStandIn : IDisposable
{
    private const byte Batch = 1;
    private const byte ProcedureCall = 3;
    private const byte Attention = 6;
    private const byte TransactionRequest = 14;
    private const byte Login = 16;
    private const byte PreLogin = 18;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private int logins;

    public SqlServerStandIn()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The responses to logins, by the name of the database. A login succeeds by default.</summary>
    public Func<string, TdsResponse> OnLogin { get; set; } = _ => TdsResponse.Done;

    /// <summary>The responses to statements, by their text. A statement succeeds by default and returns no rows.</summary>
    public Func<string, TdsResponse> OnStatement { get; set; } = _ => TdsResponse.Done;

    /// <summary>The response to a commit. A commit succeeds by default.</summary>
    public Func<TdsResponse> OnCommit { get; set; } = () => TdsResponse.Done;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The number of attempted logins.</summary>
    public int Logins => logins;

    public string ConnectionString => new SqlConnectionStringBuilder
    {
        DataSource = $"127.0.0.1,{Port}",
        InitialCatalog = "cleanauth",
        UserID = "cleanauth",
        Password = "cleanauth",
        Encrypt = SqlConnectionEncryptOption.Optional,
        Pooling = false,
    }.ConnectionString;

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (await ReadMessageAsync(stream) is (var type, { } message) && Respond(type, message) is { } response)
                {
                    await stream.WriteAsync(response, end.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has disconnected, or the test has ended.
            }
        }
    }

    // Null breaks the connection; an empty response leaves the client waiting.
    private byte[]? Respond(byte type, byte[] message) => type switch
    {
        PreLogin => Packet([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, /* no encryption */ 2]),
        Login => Packet(RespondToLogin(message)),
        Batch => Packet(OnStatement(StatementOf(message)).Tokens(Done)),
        ProcedureCall => Packet(OnStatement("sp_executesql").Tokens(Done)),
        TransactionRequest => Packet(RespondToTransaction(message)),
        Attention => Packet([0xFD, 0x20, 0, .. new byte[10]]),
        _ => null,
    };

    private byte[]? RespondToLogin(byte[] message)
    {
        Interlocked.Increment(ref logins);
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(68));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(70));
        byte[] accepted = [1, 0x74, 0, 0, 4, .. Short("SQL Server"), 16, 0, 0, 0];
        return OnLogin(Encoding.Unicode.GetString(message, offset, 2 * length)).Tokens([0xAD, .. Size(accepted), .. accepted, .. Done]);
    }

    private byte[]? RespondToTransaction(byte[] message)
    {
        const byte Begin = 5;
        const byte Commit = 7;
        byte[] began = [8, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] ended = [9, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0];
        return message[HeadersOf(message)] switch
        {
            Begin => [0xE3, .. Size(began), .. began, .. Done],
            Commit => OnCommit().Tokens([0xE3, .. Size(ended), .. ended, .. Done]),
            _ => [0xE3, .. Size(ended), .. ended, .. Done],
        };
    }

    private static byte[] Done => [0xFD, 0, 0, .. new byte[10]];

    private static string StatementOf(byte[] message) => Encoding.Unicode.GetString(message.AsSpan(HeadersOf(message)));

    private static int HeadersOf(byte[] message) => BinaryPrimitives.ReadInt32LittleEndian(message);

    internal static byte[] Short(string text) => [(byte)text.Length, .. Encoding.Unicode.GetBytes(text)];

    internal static byte[] Size(byte[] content) => [(byte)content.Length, (byte)(content.Length >> 8)];

    private static byte[]? Packet(byte[]? tokens) => tokens switch
    {
        null => null,
        [] => [],
        _ => [4, 1, (byte)((tokens.Length + 8) >> 8), (byte)(tokens.Length + 8), 0, 0, 1, 0, .. tokens],
    };

    private async Task<(byte Type, byte[]? Message)> ReadMessageAsync(NetworkStream stream)
    {
        List<byte> message = [];
        byte[] header = new byte[8];
        do
        {
            if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, end.Token) < header.Length)
            {
                return (0, null);
            }

            byte[] content = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - header.Length];
            await stream.ReadExactlyAsync(content, end.Token);
            message.AddRange(content);
        }
        while ((header[1] & 1) == 0);
        return (header[0], [.. message]);
    }
}

/// <summary>The response of the stand-in to one message.</summary>
public sealed class TdsResponse
{
    private readonly Func<byte[], byte[]?> tokens;

    private TdsResponse(Func<byte[], byte[]?> tokens) => this.tokens = tokens;

    /// <summary>Success.</summary>
    public static TdsResponse Done { get; } = new(success => success);

    /// <summary>The connection breaks.</summary>
    public static TdsResponse Break { get; } = new(_ => null);

    /// <summary>No response arrives, but the connection stays open.</summary>
    public static TdsResponse Silence { get; } = new(_ => []);

    /// <summary>A row with one column.</summary>
    public static TdsResponse Row(bool value) => new(_ =>
    [
        0x81, 1, 0, 0, 0, 0, 0, 9, 0, 0x68, 1, .. SqlServerStandIn.Short("Value"),
        0xD1, 1, value ? (byte)1 : (byte)0,
        0xFD, 0x10, 0, 0, 0, 1, .. new byte[7],
    ]);

    /// <summary>Errors as the server sends them, with their numbers and texts.</summary>
    public static TdsResponse Error(params (int Number, string Message)[] errors) =>
        new(_ => [.. errors.SelectMany(error => ErrorToken(error.Number, error.Message)), 0xFD, 2, 0, .. new byte[10]]);

    internal byte[]? Tokens(byte[] success) => tokens(success);

    private static byte[] ErrorToken(int number, string message)
    {
        byte[] content =
        [
            .. BitConverter.GetBytes(number), 1, 14, (byte)message.Length, 0, .. Encoding.Unicode.GetBytes(message),
            .. SqlServerStandIn.Short("stand-in"), .. SqlServerStandIn.Short(""), 1, 0, 0, 0,
        ];
        return [0xAA, .. SqlServerStandIn.Size(content), .. content];
    }
}
