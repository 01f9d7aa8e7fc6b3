using Microsoft.Data.Sqlite;

namespace CleanAuth.ArchitectureTests.Violators;

internal static class UserOfDriver
{
    public static SqliteConnection Connect() => new("Data Source=:memory:");
}
