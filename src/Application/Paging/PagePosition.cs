using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace CleanAuth.Application.Paging;

/// <summary>A position in a list that is ordered by time and id, newest first. Clients get it as an opaque cursor.</summary>
public sealed record PagePosition(DateTimeOffset At, Guid Id)
{
    private const int Length = sizeof(long) + 16;

    /// <summary>The position before the newest item.</summary>
    public static PagePosition Start { get; } = new(DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>Returns the position of a cursor, or the start if it is null. Returns null for an invalid cursor.</summary>
    public static PagePosition? Parse(string? cursor)
    {
        if (cursor is null)
        {
            return Start;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (Base64Url.DecodeFromChars(cursor, bytes, out _, out int length) != OperationStatus.Done || length != Length)
        {
            return null;
        }

        long ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new PagePosition(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[sizeof(long)..]))
            : null;
    }

    public string ToCursor()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[sizeof(long)..]);
        return Base64Url.EncodeToString(bytes);
    }
}
