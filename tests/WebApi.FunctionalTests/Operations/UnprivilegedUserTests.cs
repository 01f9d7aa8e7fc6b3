using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The service runs as a user without a name or files, as OpenShift and hardened containers start it.</summary>
[Platform(Include = "Linux", Reason = "Only Linux has setpriv and unshare.")]
[UnsupportedOSPlatform("windows")]
internal sealed class UnprivilegedUserTests
{
    private const string AsAnyUser = "setpriv --reuid 12345 --regid 0 --clear-groups";

    // A mount namespace in which all disks are read-only.
    private const string OnReadOnlyDisk = $"unshare -m sh -c 'mount -o remount,bind,ro / && exec {AsAnyUser} \"$@\"' --";

    private const UnixFileMode Shared = UnixFileMode.SetGroup
        | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    [Test]
    public async Task Serve_WhenOnlyTheGroupMayWriteItsFolder_WorksForAnyUserOfTheGroup()
    {
        using Executable executable = StartedWith(AsAnyUser);
        using Executable other = StartedWith(AsAnyUser.Replace("12345", "23456", StringComparison.Ordinal));
        File.SetUnixFileMode(executable.Folder, Shared);
        (string, string)[] settings = SettingsIn(executable.Folder);

        ApiResponse registered = await RegisterAsync(executable, "ada", settings);
        File.SetUnixFileMode(other.Folder, Shared);
        ApiResponse later = await RegisterAsync(other, "bob", settings);

        Assert.That((registered.Status, later.Status), Is.EqualTo((201, 201)));
        Assert.That(Directory.EnumerateFiles(executable.Folder, "*", SearchOption.AllDirectories).Select(Mode), Is.All.EqualTo("660"));
        Assert.That(Directory.EnumerateDirectories(executable.Folder).Select(Mode), Is.Not.Empty.And.All.EqualTo("2770"));
    }

    [Test]
    public async Task Serve_WhenTheDatabaseFolderIsNotWritable_NamesTheFile()
    {
        using Executable executable = StartedWith(AsAnyUser);
        File.SetUnixFileMode(executable.Folder, Shared & ~(UnixFileMode.GroupWrite | UnixFileMode.SetGroup));

        CommandResult refused = await executable.RunAsync("migrate", environment: SettingsIn(executable.Folder));

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("is denied").And.Contain("test.db"));
    }

    [Test]
    public async Task Serve_WhenTheDiskIsReadOnly_WorksWithAServerDatabase()
    {
        using ServiceStorage store = new(DatabaseProvider.PostgreSql);
        using Executable executable = StartedWith(OnReadOnlyDisk);
        string certificate = Path.Combine(executable.Folder, "keys.pfx");
        await File.WriteAllBytesAsync(certificate, NewCertificate());
        File.SetUnixFileMode(executable.Folder, Shared & ~(UnixFileMode.GroupWrite | UnixFileMode.SetGroup));
        Dictionary<string, string> shared = store.NextInstance().ToDictionary(setting => setting.Name, setting => setting.Value);

        ApiResponse registered = await RegisterAsync(
            executable,
            "ada",
            [
                ("AllowedHosts", "*"),
                ("Database__Provider", nameof(DatabaseProvider.PostgreSql)),
                ("Database__MigrateOnStartup", "true"),
                ("ConnectionStrings__CleanAuth", shared["ConnectionStrings:CleanAuth"]),
                ("DataProtection__Storage", "Database"),
                ("DataProtection__CertificatePath", certificate),
                ("Mail__Transport", "Smtp"),
                ("Mail__Smtp__Host", "127.0.0.1"),
                ("Mail__Smtp__Port", "1"),
                ("Mail__Smtp__Security", "None"),
                ("Mail__From", "CleanAuth <no-reply@example.com>"),
            ]);

        Assert.That(registered.Status, Is.EqualTo(201), $"{registered}");
        Assert.That(Directory.GetFileSystemEntries(executable.Folder), Is.EqualTo([certificate]));
    }

    private static Executable StartedWith(string launcher)
    {
        if (!Environment.IsPrivilegedProcess || !Succeeds($"{launcher} true"))
        {
            Assert.Ignore("Only root may start the service as another user, with setpriv and unshare.");
        }

        return new Executable { Launcher = launcher };
    }

    private static bool Succeeds(string command)
    {
        using Process process = Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static (string, string)[] SettingsIn(string folder) =>
    [
        ("AllowedHosts", "*"),
        ("ConnectionStrings__CleanAuth", $"Data Source={folder}/test.db"),
        ("DataProtection__KeysPath", $"{folder}/keys"),
        ("Mail__Folder", $"{folder}/mail"),
    ];

    private static async Task<ApiResponse> RegisterAsync(Executable executable, string name, (string, string)[] settings)
    {
        ApiResponse? response = null;
        await executable.ServeAsync(
            async address =>
            {
                using Api api = new(new HttpClient { BaseAddress = address });
                response = await api.RegisterAsync($"{name}@example.com", name);
            },
            Executable.Terminate,
            settings);
        return response!;
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static byte[] NewCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
