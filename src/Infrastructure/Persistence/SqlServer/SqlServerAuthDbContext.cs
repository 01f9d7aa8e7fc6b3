using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

internal sealed class SqlServerAuthDbContext(DbContextOptions<SqlServerAuthDbContext> options) : AuthDbContext(options)
{
    // SQL Server ignores case by default, but normalized names are compared ordinally.
    private const string Ordinal = "Latin1_General_100_BIN2";

    public override IDatabaseErrors Errors { get; } = new SqlServerErrors();

    // SQL Server orders by UTF-16 code units.
    public override string LastCharacter => "\uFFFF";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>().Property(user => user.NormalizedEmail).UseCollation(Ordinal);
        modelBuilder.Entity<User>().Property(user => user.NormalizedUsername).UseCollation(Ordinal);
        modelBuilder.Entity<Group>().Property(group => group.NormalizedName).UseCollation(Ordinal);
        modelBuilder.Entity<SigningKey>().Property(key => key.Id).UseCollation(Ordinal);
    }
}
