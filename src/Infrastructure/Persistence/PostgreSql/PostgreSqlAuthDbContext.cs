using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlAuthDbContext(DbContextOptions<PostgreSqlAuthDbContext> options) : AuthDbContext(options)
{
    // A database may be made with a collation of a language; names are compared ordinally in their normalised form.
    private const string Ordinal = "C";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>().Property(user => user.NormalizedEmail).UseCollation(Ordinal);
        modelBuilder.Entity<User>().Property(user => user.NormalizedUsername).UseCollation(Ordinal);
        modelBuilder.Entity<Group>().Property(group => group.NormalizedName).UseCollation(Ordinal);

        // No DateOnly can hold the server's infinite dates: an account with one could not be read.
        modelBuilder.Entity<User>().ToTable(table =>
            table.HasCheckConstraint("CK_Users_BirthDate_IsFinite", "isfinite(\"BirthDate\")"));
    }
}
