using System.Reflection;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>
/// The texts of all templates by their path, such as <c>en/verify_email.text.liquid</c>: the built-in ones. A template of the
/// operator replaces the built-in one of the same path.
/// </summary>
internal sealed class TemplateFiles : IFileProvider
{
    public const string Extension = ".liquid";
    private const string ResourcePrefix = "templates/";

    private readonly Dictionary<string, TemplateFile> files = new(StringComparer.Ordinal);

    public IEnumerable<string> Paths => files.Keys;

    public static TemplateFiles Read(string? folder)
    {
        TemplateFiles templates = new();
        templates.AddBuiltIn();
        if (!string.IsNullOrEmpty(folder))
        {
            templates.AddFrom(folder);
        }

        return templates;
    }

    public string TextOf(string path) => files[path].Text;

    /// <summary>The name that error messages show: the full path for a file of the operator.</summary>
    public string NameOf(string path) => files.TryGetValue(path, out TemplateFile? file) ? file.Origin : path;

    public IFileInfo GetFileInfo(string subpath) =>
        files.TryGetValue(subpath.Replace('\\', '/'), out TemplateFile? file) ? file : new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private void AddBuiltIn()
    {
        Assembly assembly = typeof(TemplateFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            string path = name.Replace('\\', '/');
            if (path.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                Add(path[ResourcePrefix.Length..], reader.ReadToEnd(), path[ResourcePrefix.Length..]);
            }
        }
    }

    private void AddFrom(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, $"*{Extension}", SearchOption.AllDirectories))
        {
            Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file), file);
        }
    }

    private void Add(string path, string text, string origin) => files[path] = new TemplateFile(path, text, origin);

    private sealed record TemplateFile(string Name, string Text, string Origin) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Length => Encoding.UTF8.GetByteCount(Text);

        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(Text));
    }
}
