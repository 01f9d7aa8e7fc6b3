using System.Buffers.Text;

namespace CleanAuth.Benchmarks.Http;

/// <summary>The requests that one connection repeats.</summary>
internal class RequestSequence(byte[] request, int successStatus)
{
    public ReadOnlyMemory<byte> Request => request;

    public int SuccessStatus => successStatus;

    protected Span<byte> Bytes => request;

    /// <summary>Makes the next request, before its time is taken.</summary>
    public virtual void Prepare()
    {
        // the same every time
    }

    /// <summary>Learns from an answer of success, after its time was taken.</summary>
    public virtual void Learn(ReadOnlySpan<byte> response)
    {
        // nothing to learn
    }
}

/// <summary>Registers another account each time: the number in its address and its name grows.</summary>
internal sealed class RegistrationSequence() : RequestSequence(Requests.Register("new-00000000"), StatusCodes.Status201Created)
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

/// <summary>Sends the refresh token of the last answer, which is as long as the one before.</summary>
internal sealed class RotationSequence(byte[] request) : RequestSequence(request, StatusCodes.Status200OK)
{
    public override void Learn(ReadOnlySpan<byte> response) => TokenIn(response).CopyTo(TokenIn(Bytes));

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
