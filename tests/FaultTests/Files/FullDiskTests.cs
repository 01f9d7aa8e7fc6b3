using System.Diagnostics;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace CleanAuth.FaultTests.Files;

/// <summary>The disk of the SQLite file is full. A database server reports its full disk like any other error.</summary>
internal sealed class FullDiskTests
{
    [Test]
    public async Task Write_WhenTheDiskIsFull_IsRefusedAndLeavesTheDatabaseIntact()
    {
        using SmallDisk disk = SmallDisk.Mount();
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        string connectionString = $"Data Source={Path.Combine(disk.Folder, "full.db")}";
        using Service service = await Service.StartAsync(database, ("ConnectionStrings__CleanAuth", connectionString));
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        await service.Client.UpdateBioAsync(tokens, "before");
        disk.Fill();

        Response refused = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, new string('x', 2000)),
            response => response.Status != 200);
        Response[] responses =
        [
            refused,
            await service.Client.LogInAsync(account),
            await service.Client.RefreshAsync(tokens.Refresh),
            await service.Client.RegisterAsync(TestAccount.Create()),
        ];
        Response read = await service.Client.ReadUserAsync(tokens.Access);
        disk.MakeRoom();
        Response afterwards = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, "after"),
            response => response.Status == 200);
        Response refreshed = await service.Client.RefreshAsync(tokens.Refresh);

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
        Assert.That((read.Status, afterwards.Status, refreshed.Status), Is.EqualTo((200, 200, 200)));
        Assert.That(await QueryAsync(connectionString, "PRAGMA integrity_check"), Is.EqualTo("ok"));
        Assert.That(await QueryAsync(connectionString, """SELECT COUNT(*) FROM "Users" """), Is.EqualTo(1));
        Assert.That(await QueryAsync(connectionString, """SELECT COUNT(*) FROM "Sessions" """), Is.EqualTo(1));
    }

    private static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using SqliteConnection connection = new($"{connectionString};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A memory file system of a few megabytes.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-disk-");

        public string Folder => folder.FullName;

        private string Filler => Path.Combine(Folder, "filler");

        public static SmallDisk Mount()
        {
            SmallDisk disk = new();
            if (Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.Folder))
            {
                return disk;
            }

            disk.folder.Delete();
            Assert.Ignore("Run this as root on Linux: it mounts a small file system in order to fill it.");
            return disk;
        }

        public void Fill()
        {
            using FileStream filler = File.Create(Filler, bufferSize: 1);
            try
            {
                while (true)
                {
                    filler.Write(new byte[1024]);
                }
            }
            catch (IOException)
            {
                // The disk is full now.
            }
        }

        public void MakeRoom() => File.Delete(Filler);

        public void Dispose()
        {
            Run("umount", "-l", Folder);
            folder.Delete();
        }

        private static bool Run(string program, params string[] arguments)
        {
            try
            {
                using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
