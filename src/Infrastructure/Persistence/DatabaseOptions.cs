using System.ComponentModel.DataAnnotations;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The section <c>Database</c>.</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>The name of the connection string.</summary>
    public const string ConnectionName = "CleanAuth";

    internal const string UnknownProvider = "Set Database:Provider to Sqlite, SqlServer or PostgreSql.";

    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = UnknownProvider)]
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Whether the service applies migrations when it starts. By default it does on SQLite only.</summary>
    public bool? MigrateOnStartup { get; init; }

    public bool MigratesOnStartup => MigrateOnStartup ?? Provider == DatabaseProvider.Sqlite;
}

public enum DatabaseProvider
{
    /// <summary>Embedded: a file, nothing to install.</summary>
    Sqlite,

    SqlServer,

    PostgreSql,
}
