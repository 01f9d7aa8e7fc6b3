using System.Formats.Tar;
using CleanAuth.Infrastructure.DataProtection;
using CleanAuth.Infrastructure.Files;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The tar file of a SQLite backup: the database as <c>cleanauth.db</c>, and the Data Protection keys in <c>keys/</c> if they are kept
/// in a folder. Without these keys the signing keys in the database cannot be decrypted.
/// </summary>
internal sealed class BackupArchive(KeyProtectionOptions keys)
{
    private const string DatabaseEntry = "cleanauth.db";
    private const string KeysEntry = "keys/";

    /// <summary>Writes the database and the current keys into a new file.</summary>
    public async Task WriteAsync(string file, string database, CancellationToken cancellationToken)
    {
        await using FileStream stream = PrivateFiles.CreateForOwner(file);
        await using TarWriter tar = new(stream);
        await tar.WriteEntryAsync(database, DatabaseEntry, cancellationToken);
        if (keys.Storage == KeyStorage.Folder && Directory.Exists(keys.KeysPath))
        {
            foreach (string key in Directory.EnumerateFiles(keys.KeysPath, "*.xml"))
            {
                await tar.WriteEntryAsync(key, KeysEntry + Path.GetFileName(key), cancellationToken);
            }
        }
    }

    /// <summary>
    /// Extracts the database to a path, and returns the content of the key files by name. Other entries are ignored, so that a crafted
    /// name cannot write outside the folder.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file is not a backup, or it is damaged.</exception>
    public static async Task<Dictionary<string, byte[]>> ExtractAsync(
        string file,
        string databasePath,
        CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> keyFiles = [];
        bool hasDatabase = false;
        try
        {
            await using FileStream stream = File.OpenRead(file);
            await using TarReader tar = new(stream);
            while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                if (entry is { Name: DatabaseEntry, DataStream: not null })
                {
                    await using FileStream target = PrivateFiles.Open(databasePath, FileMode.Create);
                    await entry.DataStream.CopyToAsync(target, cancellationToken);
                    hasDatabase = true;
                }
                else if (entry.DataStream is not null && IsKey(entry.Name))
                {
                    using MemoryStream key = new();
                    await entry.DataStream.CopyToAsync(key, cancellationToken);
                    keyFiles[Path.GetFileName(entry.Name)] = key.ToArray();
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidOperationException(
                $"{file} is not a backup of this service, or it is damaged: {exception.Message}",
                exception);
        }

        return hasDatabase
            ? keyFiles
            : throw new InvalidOperationException($"{file} is not a backup of this service: it does not contain {DatabaseEntry}.");
    }

    /// <summary>Writes the key files that are missing in the folder of the keys.</summary>
    public void WriteMissingKeys(Dictionary<string, byte[]> keyFiles)
    {
        foreach ((string name, byte[] content) in keys.Storage == KeyStorage.Folder ? keyFiles : [])
        {
            PrivateFiles.CreateFolder(keys.KeysPath);
            string path = Path.Combine(keys.KeysPath, name);
            if (!File.Exists(path))
            {
                using FileStream stream = PrivateFiles.Open(path, FileMode.CreateNew);
                stream.Write(content);
            }
        }
    }

    private static bool IsKey(string name) =>
        name == KeysEntry + Path.GetFileName(name) && name.EndsWith(".xml", StringComparison.Ordinal);
}
