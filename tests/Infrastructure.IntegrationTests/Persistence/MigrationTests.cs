using System.Text.RegularExpressions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

internal sealed class MigrationTests
{
    // The context of each provider, created as `dotnet ef` does. A new provider needs a line here.
    private static readonly TestCaseData[] Contexts =
    [
        Case("Sqlite", () => new SqliteDesignTimeFactory().CreateDbContext([])),
        Case("PostgreSql", () => new PostgreSqlDesignTimeFactory().CreateDbContext([])),
        Case("SqlServer", () => new SqlServerDesignTimeFactory().CreateDbContext([])),
    ];

    private static readonly string[] Tables =
    [
        "__EFMigrationsHistory", "Users", "Sessions", "RefreshTokens", "Revocations", "SecurityEvents", "SigningKeys", "Leases",
        "AttemptCounters", "DataProtectionKeys", "Groups", "GroupMembers", "OutgoingMails", "AccountLinks", "LoginCodes",
        "UsedTokenSettings", "SuperuserLocks",
    ];

    [TestCaseSource(nameof(Contexts))]
    public void Migrations_WhenComparedWithTheModel_AreComplete(Func<AuthDbContext> create)
    {
        using AuthDbContext context = create();

        bool hasPendingChanges = context.Database.HasPendingModelChanges();

        Assert.That(context.Database.GetMigrations(), Is.Not.Empty);
        Assert.That(hasPendingChanges, Is.False, "Add a migration to this provider's set.");
    }

    [Test]
    public void IdleDatabase_WhenItsRowsAreDeleted_LosesThoseOfEachTable()
    {
        string[] deleted = [.. Regex.Matches(IdleDatabases.DeleteRows, "DELETE FROM \"([^\"]+)").Select(match => match.Groups[1].Value)];

        Assert.That(deleted, Is.EquivalentTo(Tables.Except(["__EFMigrationsHistory", "SuperuserLocks"])));
    }

    [Test]
    public void SqlServerScript_WhenParsed_IsValidAndCreatesTablesAndUniqueIndexes()
    {
        using SqlServerAuthDbContext context = new SqlServerDesignTimeFactory().CreateDbContext([]);
        string script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        TSqlFragment parsed = new TSql160Parser(initialQuotedIdentifiers: true)
            .Parse(new StringReader(script), out IList<ParseError> errors);

        SchemaReader schema = new();
        parsed.Accept(schema);
        Assert.That(errors.Select(error => $"{error.Line}: {error.Message}"), Is.Empty);
        Assert.That(schema.Tables, Is.EquivalentTo(Tables));
        Assert.That(
            schema.UniqueIndexes,
            Is.EquivalentTo(["Users(NormalizedEmail)", "Users(NormalizedUsername)", "SigningKeys(Number)", "Groups(NormalizedName)"]));
    }

    [Test]
    public void SqlServerModel_WhenNamesAreCompared_ComparesThemOrdinally()
    {
        using SqlServerAuthDbContext context = new SqlServerDesignTimeFactory().CreateDbContext([]);

        string script = context.Database.GenerateCreateScript();

        Assert.That(script, Does.Contain("[NormalizedEmail] nvarchar(508) COLLATE Latin1_General_100_BIN2 NOT NULL"));
        Assert.That(script, Does.Contain("[NormalizedUsername] nvarchar(510) COLLATE Latin1_General_100_BIN2 NOT NULL"));
    }

    [Test]
    public void PostgreSqlModel_WhenNamesAreCompared_ComparesThemOrdinally()
    {
        using PostgreSqlAuthDbContext context = new PostgreSqlDesignTimeFactory().CreateDbContext([]);

        string script = context.Database.GenerateCreateScript();

        Assert.That(script, Does.Contain("\"NormalizedEmail\" character varying(508) COLLATE \"C\" NOT NULL"));
        Assert.That(script, Does.Contain("\"NormalizedUsername\" character varying(510) COLLATE \"C\" NOT NULL"));
    }

    private static TestCaseData Case(string name, Func<AuthDbContext> create) =>
        new TestCaseData(create).SetArgDisplayNames(name);

    private sealed class SchemaReader : TSqlFragmentVisitor
    {
        public List<string> Tables { get; } = [];

        public List<string> UniqueIndexes { get; } = [];

        public override void Visit(CreateTableStatement node) => Tables.Add(node.SchemaObjectName.BaseIdentifier.Value);

        public override void Visit(CreateIndexStatement node)
        {
            if (node.Unique)
            {
                IEnumerable<string> columns = node.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value);
                UniqueIndexes.Add($"{node.OnName.BaseIdentifier.Value}({string.Join(',', columns)})");
            }
        }
    }
}
