using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

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

    /// <summary>Whether the service applies migrations when it starts. By default it does so only on SQLite.</summary>
    public bool? MigrateOnStartup { get; init; }

    /// <summary>
    /// The timeout for connections, for statements, and for the write lock of SQLite; then the request gets 503. It overrides the
    /// timeouts in the connection string.
    /// </summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Database:Timeout between a second and 5 minutes, for instance 00:00:05.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether PostgreSQL prepares frequent statements. Switch it off behind a pooler, which may give each transaction another connection.
    /// </summary>
    public bool PrepareStatements { get; init; } = true;

    public bool MigratesOnStartup => MigrateOnStartup ?? Provider == DatabaseProvider.Sqlite;

    /// <summary>The timeout in seconds, rounded up, for drivers.</summary>
    internal int TimeoutSeconds => (int)Math.Ceiling(Timeout.TotalSeconds);
}

public enum DatabaseProvider
{
    /// <summary>A file; there is no server to install.</summary>
    Sqlite,

    SqlServer,

    PostgreSql,
}
