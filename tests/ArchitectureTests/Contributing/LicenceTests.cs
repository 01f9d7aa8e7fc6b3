using System.Xml.Linq;

namespace CleanAuth.ArchitectureTests.Contributing;

internal sealed class LicenceTests
{
    private static readonly string[] Shippable =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL", "Microsoft"];

    // Tests may use packages under MPL-2.0, because they are not distributed.
    private static readonly string[] Usable = [.. Shippable, "MPL-2.0"];

    // The packages of npm here are used to build and test the clients and samples only.
    private static readonly string[] UsableByNode = [.. Usable, "ISC", "0BSD", "BlueOak-1.0.0", "MIT-0", "Python-2.0"];

    private static readonly string[] LockFiles =
    [
        "clients/typescript/package-lock.json",
        "samples/react-minimal/package-lock.json",
        "samples/sveltekit/package-lock.json",
    ];

    private readonly Package[] shipped;
    private readonly Package[] others;
    private readonly Package[] node;

    public LicenceTests()
    {
        string root = SourceFile.RepositoryRoot();
        string service = Path.Combine(root, "src", "WebApi", "WebApi.csproj");
        shipped = Package.ReadRestored(service);
        others =
        [
            .. new[] { "src", "tests" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories))
                .SelectMany(Package.ReadRestored)
                .Except(shipped),
        ];
        node = [.. LockFiles.SelectMany(path => Package.ReadLocked(Path.Combine(root, path))).Distinct()];
    }

    [Test]
    [Category("Documents")]
    public void Licences_WhenListed_MatchTheRestoredPackages()
    {
        string path = Path.Combine(SourceFile.RepositoryRoot(), "docs", "licences.md");

        string document = Write(shipped, others, node);

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, document);
        }

        Assert.That(
            File.ReadAllLines(path),
            Is.EqualTo(document.TrimEnd('\n').Split('\n')),
            "docs/licences.md does not match the restored packages: run `dotnet restore`, then `make docs`.");
    }

    [Test]
    public void Licences_WhenUsed_AreAllowed() =>
        Assert.That(
            Forbidden(shipped, Shippable).Concat(Forbidden(others, Usable)).Concat(Forbidden(node, UsableByNode)),
            Is.Empty);

    [TestCase("MIT", ExpectedResult = true)]
    [TestCase("MS-PL OR Apache-2.0", ExpectedResult = true)]
    [TestCase("GPL-3.0-only OR MIT", ExpectedResult = true)]
    [TestCase("(MIT OR CC0-1.0)", ExpectedResult = true)]
    [TestCase("MIT AND GPL-3.0-only", ExpectedResult = false)]
    [TestCase("GPL-3.0-only", ExpectedResult = false)]
    [TestCase("MPL-2.0", ExpectedResult = false)]
    [TestCase(null, ExpectedResult = false)]
    public bool Licences_WhenShipped_MustBeOnTheList(string? licence) =>
        Forbidden([new Package("Sample", "1.0.0", licence)], Shippable).Length == 0;

    [TestCase("Sample", "1.0.0", "<license type='expression'>MIT</license>", ExpectedResult = "MIT")]
    [TestCase("Sample", "1.0.0", "<license type='file'>LICENSE.txt</license>", ExpectedResult = null)]
    [TestCase("Sample", "1.0.0", "<licenseUrl>https://example.com</licenseUrl>", ExpectedResult = null)]
    [TestCase("SmtpServer", "11.1.0", "<license type='file'>LICENSE</license>", ExpectedResult = "MIT")]
    [TestCase("SmtpServer", "11.2.0", "<license type='file'>LICENSE</license>", ExpectedResult = null)]
    public string? Licence_WhenRead_IsTheExpressionOrTheReviewedLicence(string id, string version, string licence) =>
        Package.Read([id, version], XDocument.Parse($"<package xmlns='urn:any'><metadata>{licence}</metadata></package>")).Licence;

    private static string[] Forbidden(Package[] packages, string[] allowed) =>
    [
        .. from package in packages
           where !(package.Licence ?? "").Trim('(', ')').Split(" OR ").Intersect(allowed).Any()
           select $"{package.Id} {package.Version}: {package.Licence ?? "no known licence"}",
    ];

    private static string Write(Package[] shipped, Package[] others, Package[] node) =>
        $"""
        # Licences of all packages

        To renew this list after a change of packages: `make docs`.
        A test compares it with the restored packages, direct and transitive, and with a list of allowed licences.

        "Microsoft" stands for the terms in the package itself; they are not an open-source licence.
        The pages for staff also contain Pico CSS and aspnet-validation, both MIT; their licences are in `src/WebApi/wwwroot/admin`.

        ## Shipped with the service

        {Table(shipped)}

        ## Used only to build and test

        {Table(others)}

        ## Used only to build and test the clients and samples

        These come from npm. `@cleanauth/client` itself depends on no package.

        {Table(node)}

        """.ReplaceLineEndings("\n");

    private static string Table(Package[] packages)
    {
        IEnumerable<string> rows = packages
            .GroupBy(package => (package.Id, package.Licence))
            .OrderBy(versions => versions.Key.Id, StringComparer.OrdinalIgnoreCase)
            .Select(versions => $"| {versions.Key.Id} | {Versions(versions)} | {versions.Key.Licence} |");
        return "| package | version | licence |\n|---|---|---|\n" + string.Join('\n', rows);
    }

    private static string Versions(IEnumerable<Package> packages) =>
        string.Join(", ", packages.Select(package => package.Version).Order(StringComparer.Ordinal));
}
