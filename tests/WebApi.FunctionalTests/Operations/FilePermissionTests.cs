using System.Runtime.Versioning;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>Only the user of the service can read its files, for every umask: they contain hashes, keys and secret links.</summary>
[Platform(Exclude = "Win", Reason = "Files have no modes there.")]
[UnsupportedOSPlatform("windows")]
internal sealed class FilePermissionTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode GroupsFile = OwnersFile | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode GroupsFolder = GroupsFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
    private const UnixFileMode OpenFile = OwnersFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OpenFolder = OwnersFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const string Exposed = "Other users of this machine can read";

    private static readonly string[] Written = ["test.db", "test.db-shm", "test.db-wal", "test.db-migrating", ".eml", ".xml"];

    [Test]
    public async Task Serve_WhenFoldersAreMissing_CreatesThemAndItsFilesForItsOwnUserOnly()
    {
        using Executable executable = new();
        File.SetUnixFileMode(executable.Folder, OpenFolder);

        string log = await executable.ServeAsync(
            address => UseAsync(address, executable, "new/mail"),
            SettingsOf("new/deeper/data", "new/keys", "new/mail"));

        Assert.That(
            ModesOf(executable.Folder, directories: true),
            Has.Count.EqualTo(5).And.All.Matches<(string, UnixFileMode Mode)>(found => found.Mode == OwnersFolder));
        Assert.That(log, Does.Not.Contain(Exposed));
        Assert.That(modes.Select(file => file.Mode), Is.All.EqualTo(OwnersFile), Describe(modes));
        Assert.That(
            Written,
            Is.All.Matches<string>(name => modes.Any(file => file.Name.EndsWith(name, StringComparison.Ordinal))),
            Describe(modes));
    }

    [Test]
    public async Task Serve_WhenTheGroupMayWriteAFolder_GivesTheGroupAccessToItsFiles()
    {
        using Executable executable = new();
        string[] folders = ["data", "keys", "mail"];
        Array.ForEach(folders, folder => MakeFolder(executable, folder, GroupsFolder));

        await executable.ServeAsync(address => UseAsync(address, executable, "mail"), SettingsOf(folders[0], folders[1], folders[2]));

        Assert.That(modes.Select(file => file.Mode), Is.All.EqualTo(GroupsFile), Describe(modes));
    }

    // An operator may have given others access on purpose, for instance for a backup.
    [Test]
    public async Task Serve_WhenOthersCanReadExistingFiles_WarnsWithTheCureAndChangesNothing()
    {
        using Executable executable = new();
        File.SetUnixFileMode(executable.Folder, OpenFolder);
        string[] folders = ["data", "keys", "mail"];
        string[] files = ["data/test.db", "keys/old.txt", "mail/old.eml"];
        Array.ForEach(folders, folder => MakeFolder(executable, folder, OpenFolder));
        Array.ForEach(files, file => MakeFile(executable, file, OpenFile));

        string log = await executable.ServeAsync(
            address => UseAsync(address, executable, "mail"),
            SettingsOf(folders[0], folders[1], folders[2]));

        Assert.Multiple(() =>
        {
            Assert.That(log, Does.Contain(Cure("data/test.db")).And.Contain(Cure("keys")).And.Contain(Cure("mail")));
            Assert.That(files.Select(file => File.GetUnixFileMode(Path.Combine(executable.Folder, file))), Is.All.EqualTo(OpenFile));
            Assert.That(
                modes.Where(file => file.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(file => file.Mode),
                Is.Not.Empty.And.All.EqualTo(OwnersFile));
        });

        string Cure(string path) => $"chmod -R o-rwx {Path.Combine(executable.Folder, path)}";
    }

    [Test]
    public async Task Serve_WhenAParentFolderIsPrivate_DoesNotWarn()
    {
        using Executable executable = new();
        MakeFolder(executable, "data", OpenFolder);
        MakeFile(executable, "data/test.db", OpenFile);

        string log = await executable.ServeAsync(_ => Task.CompletedTask, SettingsOf("data", "keys", "mail"));

        Assert.That(log, Does.Not.Contain(Exposed));
    }

    [Test]
    public async Task Migrate_WhenTheDatabaseIsMissing_CreatesItForItsOwnUserOnly()
    {
        using Executable executable = new();

        await executable.RunAsync("migrate", environment: SettingsOf("new/deeper/data", "new/keys", "new/mail"));

        Assert.That(
            ModesOf(Path.Combine(executable.Folder, "new"), directories: false).Select(file => file.Mode),
            Is.Not.Empty.And.All.EqualTo(OwnersFile));
        Assert.That(
            ModesOf(executable.Folder, directories: true).Select(folder => folder.Mode),
            Is.Not.Empty.And.All.EqualTo(OwnersFolder));
    }

    // The modes while the service runs; the files beside the database are deleted when it stops.
    private List<(string Name, UnixFileMode Mode)> modes = [];

    private async Task UseAsync(Uri address, Executable executable, string mailFolder)
    {
        using Api api = new(new HttpClient { BaseAddress = address });
        await api.RegisterAsync();
        string folder = Path.Combine(executable.Folder, mailFolder);
        await Poll.UntilAsync(
            () => Task.FromResult(Directory.Exists(folder) && Directory.EnumerateFiles(folder, "0*.eml").Any()),
            isThere => isThere);
        modes = ModesOf(executable.Folder, directories: false);
    }

    private static (string, string)[] SettingsOf(string data, string keys, string mail) =>
    [
        ("AllowedHosts", "*"),
        ("ConnectionStrings__CleanAuth", $"Data Source={data}/test.db"),
        ("DataProtection__KeysPath", keys),
        ("Mail__Folder", mail),
    ];

    private static void MakeFolder(Executable executable, string name, UnixFileMode mode) =>
        File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(executable.Folder, name)).FullName, mode);

    private static void MakeFile(Executable executable, string name, UnixFileMode mode)
    {
        string path = Path.Combine(executable.Folder, name);
        File.WriteAllBytes(path, []);
        File.SetUnixFileMode(path, mode);
    }

    private static List<(string Name, UnixFileMode Mode)> ModesOf(string folder, bool directories) =>
    [
        .. (directories
                ? Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
                : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(path => (path, File.GetUnixFileMode(path))),
    ];

    private static string Describe(IEnumerable<(string Name, UnixFileMode Mode)> files) =>
        string.Join('\n', files.Select(file => $"{Convert.ToString((int)file.Mode, 8)} {file.Name}"));
}
