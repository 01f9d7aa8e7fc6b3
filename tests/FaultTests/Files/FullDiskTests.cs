using System.Diagnostics;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace CleanAuth.FaultTests.Files;

/// <summary>The disk of SQLite's file is full. A server has a disk of its own, whose end it reports as it does any other failure.</summary>
internal sealed class FullDiskTests
{
    [Test]
    public async Task Write_WhenTheDiskIsFull_IsRefusedAndLeavesNothingHalfWritten()
    {
        using SmallDisk disk = SmallDisk.Mount();
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        string connectionString = $"Data Source={Path.Combine(disk.Folder, "full.db")}";
        using Service service = await Service.StartAsync(database, ("ConnectionStrings__CleanAuth", connectionString));
        (Account account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        await service.Client.UpdateBioAsync(tokens, "before");
        disk.Fill();

        Answer refused = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, new string('x', 2000)),
            answer => answer.Status != 200);
        Answer[] answers =
        [
            refused,
            await service.Client.LogInAsync(account),
            await service.Client.RefreshAsync(tokens.Refresh),
            await service.Client.RegisterAsync(Account.Create()),
        ];
        Answer read = await service.Client.ReadProfileAsync(tokens);
        disk.MakeRoom();
        Answer afterwards = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, "after"),
            answer => answer.Status == 200);
        Answer refreshed = await service.Client.RefreshAsync(tokens.Refresh);

        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That((read.Status, afterwards.Status, refreshed.Status), Is.EqualTo((200, 200, 200)));
        Assert.That(await AskAsync(connectionString, "PRAGMA integrity_check"), Is.EqualTo("ok"));
        Assert.That(await AskAsync(connectionString, """SELECT COUNT(*) FROM "Users" """), Is.EqualTo(1));
        Assert.That(await AskAsync(connectionString, """SELECT COUNT(*) FROM "Sessions" """), Is.EqualTo(1));
    }

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using SqliteConnection connection = new($"{connectionString};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Some megabytes of memory as a disk.</summary>
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
            Assert.Ignore("A disk that is small enough to be filled can only be mounted by root on Linux.");
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
                // full
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
