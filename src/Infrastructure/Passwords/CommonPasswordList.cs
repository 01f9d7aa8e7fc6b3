using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;
using CleanAuth.Application.Abstractions.Passwords;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>About twenty thousand common passwords, embedded in the assembly and read once. They are lower-case ASCII.</summary>
internal sealed class CommonPasswordList : ICommonPasswordList
{
    private const string Resource = "common-passwords.txt.gz";

    private readonly FrozenSet<string> passwords = ReadAll().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public bool Contains(string password) => passwords.Contains(password.Normalize(NormalizationForm.FormKC));

    private static IEnumerable<string> ReadAll()
    {
        using Stream stream = typeof(CommonPasswordList).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } password)
        {
            yield return password;
        }
    }
}
