using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>An operator makes and restores a backup on SQLite.</summary>
internal sealed class BackupTests
{
    private const string Bob = "bob@example.com";
    private const string NotValid = "token_not_valid";

    private readonly Executable executable = new();

    [TearDown]
    public void Delete() => executable.Dispose();

    // The whole procedure: back up while the service runs, change data, lose everything, and restore.
    [Test]
    public async Task RestoreCommand_WhenTheServiceRanAfterTheBackup_RestoresTheDataAndVoidsSessionsAndLinks()
    {
        ClientTokens session;
        string reset, backup = Path.Combine(executable.Folder, "backup.tar");
        CommandResult backedUp, running;
        using (CleanAuthHost host = executable.Serve())
        using (Api api = new(host.Connect()))
        {
            session = await api.RegisterAndLogInAsync();
            await api.RequestResetAsync();
            reset = await new Mailbox(host).TokenAsync(EmailKind.ResetPassword);
            backedUp = await executable.RunInProcessAsync($"backup {backup}");
            await api.RegisterAsync(Bob, "bob");
            await api.ChangePasswordAsync(session.Access);
            running = await executable.RunInProcessAsync($"restore {backup}");
        }

        CommandResult restored = await executable.RunInProcessAsync($"restore {backup}");

        using CleanAuthHost again = executable.Serve();
        using Api after = new(again.Connect());
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That((backedUp.ExitCode, restored.ExitCode), Is.EqualTo((0, 0)), backedUp.All + restored.All);
        Assert.That((running.ExitCode, running.Error.Trim()), Is.EqualTo((1, "A service has the database open. Stop it, and try again.")));
        Assert.That(restored.Output, Does.Contain("old passwords and deleted accounts are back").And.Contain("test.db-before-restore"));
        Assert.That((await after.RefreshAsync(session.Refresh)).Body, Does.Contain(NotValid));
        Assert.That((await after.GetProfileAsync(session.Access)).Body, Does.Contain(NotValid));
        Assert.That((await after.ConfirmResetAsync(reset)).Status, Is.EqualTo(400));
        Assert.That((await after.LogInAsync()).Status, Is.EqualTo(200), "with the password of the time of the backup");
        Assert.That((await after.LogInAsync(Bob)).Status, Is.EqualTo(400), "who came after the backup");
        Assert.That(await again.QueryAsync(context => context.OutgoingEmails.CountAsync()), Is.Zero);
    }

    // A write-ahead log of the earlier database would silently undo the restore.
    [Test]
    public async Task RestoreCommand_WhenTheServiceWasKilled_RemovesItsWriteAheadLog()
    {
        string backup = Path.Combine(executable.Folder, "backup.tar");
        executable.Migrate();
        await executable.RunInProcessAsync($"backup {backup}");
        await executable.ServeAsync(_ => Task.CompletedTask);
        bool hadLog = File.Exists(PathOf("test.db-wal"));

        CommandResult restored = await executable.RunInProcessAsync($"restore {backup}");

        Assert.That((hadLog, restored.ExitCode), Is.EqualTo((true, 0)), restored.All);
        Assert.That(
            Directory.GetFiles(executable.Folder).Select(Path.GetFileName),
            Has.None.EndsWith("-wal").And.None.EndsWith("-shm").And.None.EndsWith("-restoring"));
    }

    [Test]
    public async Task RestoreCommand_WhenTheDatabaseIsDamaged_ReplacesIt()
    {
        string backup = Path.Combine(executable.Folder, "backup.tar");
        await executable.RunInProcessAsync("create-superuser --email root@example.com --username root", TestData.Password);
        await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);
        await executable.RunInProcessAsync($"backup {backup}");
        Directory.Delete(PathOf("keys"), recursive: true);
        await File.WriteAllTextAsync(PathOf("test.db"), "This was a database.");

        CommandResult restored = await executable.RunInProcessAsync($"restore {backup}");

        Assert.That(restored.ExitCode, Is.Zero, restored.All);
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        Assert.That((await api.LogInAsync("root@example.com")).Status, Is.EqualTo(200));
    }

    [TestCase("no file", "Could not find file")]
    [TestCase("no tar", "is not a backup of this service")]
    [TestCase("cut", "is not a backup of this service, or it is damaged")]
    [TestCase("other database", "does not belong to this service")]
    [TestCase("damaged database", "The database in the backup is damaged")]
    [TestCase("older", "The backup was made by a version before 0.1.0")]
    [TestCase("newer", "The backup was made by a newer version of the service")]
    public async Task RestoreCommand_WhenTheFileIsNotAValidBackup_PrintsTheErrorAndChangesNothing(string fault, string message)
    {
        executable.Migrate();
        await BreakAsync(fault);
        byte[] before = await File.ReadAllBytesAsync(PathOf("test.db"));

        CommandResult refused = await executable.RunAsync("restore backup.tar");

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain(message));
        Assert.That(await File.ReadAllBytesAsync(PathOf("test.db")), Is.EqualTo(before));
        Assert.That(File.Exists(PathOf("test.db-restoring")), Is.False);
    }

    [TestCase("")]
    [TestCase("migrate")]
    public async Task AnyCommand_WhenTheDatabaseIsOlderThan010_PrintsTheErrorAndChangesNothing(string command)
    {
        await executable.RunInProcessAsync("migrate");
        await RenameMigrationAsync(PathOf("test.db"), "20260930120000_Initial");
        byte[] before = await File.ReadAllBytesAsync(PathOf("test.db"));

        CommandResult refused = await executable.RunInProcessAsync(command);

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(
            refused.Error,
            Does.StartWith("The database was created by a version before 0.1.0").And.Contain("To start with an empty database"));
        Assert.That(await File.ReadAllBytesAsync(PathOf("test.db")), Is.EqualTo(before));
    }

    // Cron and sudo start commands in another folder, where a relative path does not exist.
    [Test]
    public async Task BackUp_WhenTheFolderIsMissing_NamesIt()
    {
        using Executable executable = new();
        executable.Migrate();
        string folder = Path.Combine(executable.Folder, "missing");

        CommandResult refused = await executable.RunInProcessAsync($"backup {folder}/backup.tar");

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error.Trim(), Is.EqualTo($"The folder {folder} does not exist. Create it, or choose another one."));
    }

    [Test]
    public async Task BackUp_WhenThereIsNoDatabase_IsRefusedAndCreatesNone()
    {
        CommandResult refused = await executable.RunAsync("backup backup.tar");
        await File.WriteAllBytesAsync(PathOf("test.db"), []);
        CommandResult empty = await executable.RunAsync("backup backup.tar");

        Assert.That((refused.ExitCode, empty.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(refused.Error, Does.StartWith($"There is no database at {PathOf("test.db")}."));
        Assert.That(empty.Error, Does.StartWith($"The database at {PathOf("test.db")} is empty."));
        Assert.That(Directory.GetFiles(executable.Folder, "*.tar*"), Is.Empty);
    }

    // A leaked key that was revoked after the backup could sign tokens of any epoch.
    [Test]
    public async Task RestoreCommand_WhenAKeyWasRevokedSince_KeepsItRevoked()
    {
        await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);
        await executable.RunAsync("backup backup.tar");

        await executable.RunAsync("restore backup.tar");

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        int[] keys = await host.QueryAsync(async context =>
            new[] { await context.SigningKeys.CountAsync(key => key.RevokedAt != null), await context.SigningKeys.CountAsync(key => key.RevokedAt == null) });
        Assert.That(keys[0], Is.EqualTo(1));
        Assert.That(keys[1], Is.Positive);
        Assert.That((await api.RegisterAsync()).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task RestoreCommand_WhenTheKeysCannotBeWritten_KeepsTheDatabase()
    {
        await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);
        await executable.RunAsync("backup backup.tar");
        Directory.Delete(PathOf("keys"), recursive: true);
        await File.WriteAllTextAsync(PathOf("keys"), "A file is in the place of the folder.");
        byte[] before = await File.ReadAllBytesAsync(PathOf("test.db"));

        CommandResult refused = await executable.RunAsync("restore backup.tar");

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(await File.ReadAllBytesAsync(PathOf("test.db")), Is.EqualTo(before));
    }

    [Test]
    public async Task BackUp_WhenTheFileExists_DoesNotOverwriteIt()
    {
        executable.Migrate();
        await File.WriteAllTextAsync(PathOf("backup.tar"), "earlier");

        CommandResult refused = await executable.RunAsync("backup backup.tar");

        Assert.That((refused.ExitCode, await File.ReadAllTextAsync(PathOf("backup.tar"))), Is.EqualTo((1, "earlier")));
    }

    [Test]
    public async Task BackUp_WhenTheFileNameDiffersOnlyInTheExtension_DoesNotChangeTheDatabase()
    {
        executable.Migrate();

        CommandResult done = await executable.RunAsync("backup test");

        CommandResult again = await executable.RunAsync("migrate");
        Assert.That((done.ExitCode, again.Output.Trim()), Is.EqualTo((0, "The database is up to date.")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Files have no modes there.")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task BackUp_WhenDone_IsOneFileThatOnlyItsOwnerCanRead()
    {
        executable.Migrate();
        File.SetUnixFileMode(
            executable.Folder,
            File.GetUnixFileMode(executable.Folder) | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);

        await executable.RunAsync("backup backup.tar");

        Assert.That(File.GetUnixFileMode(PathOf("backup.tar")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(Directory.GetFiles(executable.Folder, "backup.tar*"), Has.Length.EqualTo(1));
    }

    [TestCase(DatabaseProvider.PostgreSql, "backup x", "pg_dump --host=nowhere.invalid --port=5432 --username=me --format=custom --file=cleanauth.dump accounts.")]
    [TestCase(DatabaseProvider.PostgreSql, "restore x", "pg_restore --host=nowhere.invalid --port=5432 --username=me --clean --if-exists --dbname=accounts cleanauth.dump.")]
    [TestCase(DatabaseProvider.SqlServer, "backup x", "BACKUP DATABASE [accounts]")]
    [TestCase(DatabaseProvider.SqlServer, "restore x", "RESTORE DATABASE [accounts]")]
    public async Task BackUpAndRestore_WhenTheDatabaseIsOnAServer_NameTheCommandOfTheServer(
        DatabaseProvider server, string command, string instead)
    {
        CommandResult result = await executable.RunInProcessAsync(
            command, environment: [("Database__Provider", $"{server}"), ("ConnectionStrings__CleanAuth", "Server=nowhere.invalid;Database=accounts;User Id=me;Password=secret")]);

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Error, Does.Contain(instead).And.Not.Contains("secret"));
    }

    [Test]
    public async Task Stop_WhenTheServiceIsTerminated_WritesAllDataToTheDatabaseFile()
    {
        await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);

        File.Copy(PathOf("test.db"), PathOf("copy.db"));
        await using SqliteConnection copy = new($"Data Source={PathOf("copy.db")};Pooling=false");
        await copy.OpenAsync();
        await using SqliteCommand command = new("""SELECT count(*) FROM "SigningKeys" """, copy);
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(1L));
        Assert.That(File.Exists(PathOf("test.db-wal")), Is.False);
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task Serve_WhenThereAreKeysButNoDatabase_Warns(bool isLost, int warnings)
    {
        await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);
        if (isLost)
        {
            File.Delete(PathOf("test.db"));
        }

        string log = await executable.ServeAsync(_ => Task.CompletedTask, Executable.Terminate);

        Assert.That(log.Split("\"EventId\":4010").Length - 1, Is.EqualTo(warnings));
    }

    private string PathOf(string name) => Path.Combine(executable.Folder, name);

    private async Task BreakAsync(string fault)
    {
        string backup = PathOf("backup.tar");
        switch (fault)
        {
            case "no tar":
                await File.WriteAllTextAsync(backup, new string('x', 5_000));
                break;
            case "cut":
                await executable.RunAsync("backup whole.tar");
                await File.WriteAllBytesAsync(backup, (await File.ReadAllBytesAsync(PathOf("whole.tar")))[..50_000]);
                break;
            case "other database":
                await using (SqliteConnection other = new($"Data Source={PathOf("other.db")};Pooling=false"))
                {
                    await other.OpenAsync();
                    await using SqliteCommand command = new("CREATE TABLE t (x)", other);
                    await command.ExecuteNonQueryAsync();
                }

                await PackAsync(PathOf("other.db"), backup);
                break;
            case "damaged database":
                byte[] content = await File.ReadAllBytesAsync(PathOf("test.db"));
                content.AsSpan(6_000, 20_000).Fill(0x55);
                await File.WriteAllBytesAsync(PathOf("damaged.db"), content);
                await PackAsync(PathOf("damaged.db"), backup);
                break;
            case "older":
                await PackWithMigrationAsync("20260930120000_Initial", backup);
                break;
            case "newer":
                await PackWithMigrationAsync("20991231235959_Later", backup);
                break;
        }
    }

    private async Task PackWithMigrationAsync(string id, string backup)
    {
        File.Copy(PathOf("test.db"), PathOf("other.db"));
        await RenameMigrationAsync(PathOf("other.db"), id);
        await PackAsync(PathOf("other.db"), backup);
    }

    private static async Task RenameMigrationAsync(string database, string id)
    {
        await using SqliteConnection connection = new($"Data Source={database};Pooling=false");
        await connection.OpenAsync();
        await using SqliteCommand command = new("""UPDATE "__EFMigrationsHistory" SET "MigrationId" = $id""", connection);
        command.Parameters.AddWithValue("$id", id);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task PackAsync(string database, string backup)
    {
        await using FileStream file = File.Create(backup);
        await using System.Formats.Tar.TarWriter tar = new(file);
        await tar.WriteEntryAsync(database, "cleanauth.db");
    }
}
