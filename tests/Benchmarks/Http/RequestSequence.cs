using System.Buffers.Text;

namespace CleanAuth.Benchmarks.Http;

/// <summary>The requests that one connection repeats.</summary>
internal class RequestSequence(byte[] request, int successStatus)
{
    public ReadOnlyMemory<byte> Request => request;

    public int SuccessStatus => successStatus;

    protected Span<byte> Bytes => request;

    /// <summary>Creates the next request, before its time is measured.</summary>
    public virtual void Prepare()
    {
        // The request is the same every time.
    }

    /// <summary>Reads a successful response, after its time was measured.</summary>
    public virtual void ReadResponse(ReadOnlySpan<byte> response)
    {
        // The next request does not depend on the response.
    }
}

/// <summary>Registers a new account each time, with the next number in its email and username.</summary>
internal sealed class RegistrationSequence(byte[] request, int successStatus) : RequestSequence(request, successStatus)
{
    private const byte Digits = 8;

    private static int LastNumber;

    private static ReadOnlySpan<byte> Before => "new-"u8;

    public override void Prepare()
    {
        int number = Interlocked.Increment(ref LastNumber);
        Span<byte> rest = Bytes;
        for (int at = rest.IndexOf(Before); at >= 0; at = rest.IndexOf(Before))
        {
            rest = rest[(at + Before.Length)..];
            Utf8Formatter.TryFormat(number, rest, out _, new('D', Digits));
        }
    }
}

/// <summary>Sends the refresh token of the last response, which has the same length as the one before.</summary>
internal sealed class RotationSequence(byte[] request) : RequestSequence(request, StatusCodes.Status200OK)
{
    public override void ReadResponse(ReadOnlySpan<byte> response) => TokenIn(response).CopyTo(TokenIn(Bytes));

    private static Span<byte> TokenIn(Span<byte> json)
    {
        int start = json.IndexOf(Requests.RefreshMember) + Requests.RefreshMember.Length;
        return json[start..(start + json[start..].IndexOf((byte)'"'))];
    }

    private static ReadOnlySpan<byte> TokenIn(ReadOnlySpan<byte> json)
    {
        int start = json.IndexOf(Requests.RefreshMember) + Requests.RefreshMember.Length;
        return json[start..][..json[start..].IndexOf((byte)'"')];
    }
}
