using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlAuthDbContext(DbContextOptions<PostgreSqlAuthDbContext> options) : AuthDbContext(options)
{
    // The database may have the collation of a language, but normalized names are compared ordinally.
    private const string Ordinal = "C";

    public override IDatabaseErrors Errors { get; } = new PostgreSqlErrors();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>().Property(user => user.NormalizedEmail).UseCollation(Ordinal);
        modelBuilder.Entity<User>().Property(user => user.NormalizedUsername).UseCollation(Ordinal);
        modelBuilder.Entity<Group>().Property(group => group.NormalizedName).UseCollation(Ordinal);

        // DateOnly has no infinite dates, so an account with one could not be read.
        modelBuilder.Entity<User>().ToTable(table =>
            table.HasCheckConstraint("CK_Users_BirthDate_IsFinite", "isfinite(\"BirthDate\")"));
    }
}
