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

    /// <summary>Whether the service applies migrations when it starts. By default it does on SQLite only.</summary>
    public bool? MigrateOnStartup { get; init; }

    /// <summary>
    /// How long a connection, a statement or the turn of a write is waited for; past it the request is answered 503. It
    /// takes the place of the timeouts in the connection string.
    /// </summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Database:Timeout between a second and 5 minutes, for instance 00:00:05.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public bool MigratesOnStartup => MigrateOnStartup ?? Provider == DatabaseProvider.Sqlite;

    /// <summary>The timeout as drivers want it.</summary>
    internal int TimeoutSeconds => (int)Math.Ceiling(Timeout.TotalSeconds);
}

public enum DatabaseProvider
{
    /// <summary>Embedded: a file, nothing to install.</summary>
    Sqlite,

    SqlServer,

    PostgreSql,
}
