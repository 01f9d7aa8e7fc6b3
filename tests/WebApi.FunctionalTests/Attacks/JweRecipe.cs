using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Encrypted tokens (JWE). The service does not support them; decrypting these would be expensive.</summary>
internal static class JweRecipe
{
    private const int BombSize = 10 * 1024 * 1024;

    public static string OfGarbage { get; } = Write("""{"alg":"dir","enc":"A128GCM"}""", [1, 2, 3]);

    public static string WithManyIterations { get; } =
        Write("""{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2000000000,"p2s":"c2FsdHNhbHQ"}""", [1, 2, 3]);

    public static string WithBomb { get; } = Write("""{"alg":"dir","enc":"A128GCM","zip":"DEF"}""", Compressed());

    private static string Write(string header, byte[] content) =>
        $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(new byte[24])}.{Encode(new byte[12])}.{Encode(content)}.{Encode(new byte[16])}";

    private static byte[] Compressed()
    {
        using MemoryStream compressed = new();
        using (DeflateStream deflate = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[BombSize]);
        }

        return compressed.ToArray();
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
