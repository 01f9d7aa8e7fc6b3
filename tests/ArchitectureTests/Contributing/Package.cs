using System.Text.Json;
using System.Xml.Linq;

namespace CleanAuth.ArchitectureTests.Contributing;

/// <summary>A restored NuGet package, or a locked package of npm. The licence is null if the package does not name one in a standard form.</summary>
internal sealed record Package(string Id, string Version, string? Licence)
{
    // These packages have a text or an address instead of a licence expression. Review each new version.
    private static readonly Dictionary<string, string> Reviewed = new()
    {
        ["MediatR 5.1.0"] = "Apache-2.0",
        ["Microsoft.Data.SqlClient.SNI.runtime 6.0.3"] = "Microsoft",
        ["Microsoft.Identity.Client.NativeInterop 0.20.6"] = "Microsoft",
        ["Mono.Cecil 0.11.3"] = "MIT",
        ["NetArchTest.Rules 1.3.2"] = "MIT",
        ["SmtpServer 11.1.0"] = "MIT",
    };

    /// <summary>The direct and transitive packages of a project, as of its last restore.</summary>
    /// <exception cref="FileNotFoundException">The project was not restored.</exception>
    public static Package[] ReadRestored(string project)
    {
        string assets = Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
        if (!File.Exists(assets))
        {
            throw new FileNotFoundException($"{assets} is missing. Run `dotnet restore` first.");
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(assets));
        string[] caches = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        return
        [
            .. from library in document.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "package"
               select Read(library.Name.Split('/'), NuspecOf(library.Value, caches)),
        ];
    }

    /// <summary>The direct and transitive packages in a lock file of npm. Its own project and links to folders are no packages.</summary>
    public static Package[] ReadLocked(string lockFile)
    {
        const string Folder = "node_modules/";
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        return
        [
            .. from package in document.RootElement.GetProperty("packages").EnumerateObject()
               where package.Name.StartsWith(Folder, StringComparison.Ordinal) && !package.Value.TryGetProperty("link", out _)
               select new Package(
                   package.Name[(package.Name.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..],
                   package.Value.GetProperty("version").GetString()!,
                   package.Value.TryGetProperty("license", out JsonElement licence) ? licence.GetString() : null),
        ];
    }

    public static Package Read(string[] name, XDocument nuspec)
    {
        XElement? licence = nuspec.Descendants().SingleOrDefault(element => element.Name.LocalName == "license");
        return new(
            name[0],
            name[1],
            licence?.Attribute("type")?.Value == "expression" ? licence.Value : Reviewed.GetValueOrDefault($"{name[0]} {name[1]}"));
    }

    private static XDocument NuspecOf(JsonElement library, string[] caches)
    {
        string folder = library.GetProperty("path").GetString()!;
        string file = library.GetProperty("files").EnumerateArray().Select(name => name.GetString()!)
            .Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal));
        return XDocument.Load(caches.Select(cache => Path.Combine(cache, folder, file)).First(File.Exists));
    }
}
