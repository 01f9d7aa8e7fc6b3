namespace CleanAuth.Infrastructure.Persistence;

/// <summary>Recognizes the errors of one database, even if EF Core or the driver has wrapped them in other exceptions.</summary>
internal interface IDatabaseErrors
{
    /// <summary>
    /// Returns the message about a violated unique index or primary key, which contains its name; null for any other error.
    /// </summary>
    string? UniqueViolationOf(Exception exception);

    bool IsForeignKeyViolation(Exception exception);

    /// <summary>Returns whether the database does not exist on the server.</summary>
    bool IsMissingDatabase(Exception exception);

    /// <summary>Returns whether the server refuses the login of the service. Another attempt fails too.</summary>
    bool IsRefusedLogin(Exception exception);

    /// <summary>Returns the message of the server, or of the network if the server sent none, without a full stop.</summary>
    string MessageOf(Exception exception);
}
