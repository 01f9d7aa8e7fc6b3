using System.Text.RegularExpressions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>The statements are text, so these tests compare them with the model.</summary>
internal sealed partial class ConsumeStatementsTests
{
    [Test]
    public async Task Insert_WhenTheModelHasRequiredColumns_NamesEachOfThem()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        IEnumerable<string> required = await database.InScopeAsync(scope => Task.FromResult(
            scope.Context.Model.FindEntityType(typeof(RefreshToken))!.GetProperties()
                .Where(property => !property.IsNullable)
                .Select(property => property.GetColumnName())
                .ToArray()));

        Assert.That(NamesOf(ConsumeStatements.Insert), Is.EquivalentTo(required.Append("RefreshTokens")));
        Assert.That(ConsumeStatements.Successor.Split(", "), Has.Length.EqualTo(required.Count()));
    }

    [Test]
    public async Task Consume_WhenLiveSessionsDependOnAColumn_TestsItToo()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        (string query, HashSet<string> columns) = await database.InScopeAsync(scope => Task.FromResult((
            scope.Context.LiveSessions(TestData.Now).ToQueryString(),
            scope.Context.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
                .Select(property => property.GetColumnName())
                .ToHashSet())));
        string condition = query[query.IndexOf("WHERE", StringComparison.Ordinal)..];

        string[] tested = [.. NamesOf(condition).Where(columns.Contains).Distinct()];

        Assert.That(tested, Has.Length.GreaterThan(5), query);
        Assert.That(NamesOf(ConsumeStatements.Consume), Is.SupersetOf(tested));
    }

    [Test]
    public void SqlServer_WhenTheBatchIsParsed_ChangesRowsInOneTransactionThatErrorsEnd()
    {
        TSql160Parser parser = new(initialQuotedIdentifiers: true);
        using StringReader text = new(SqlServerRefreshTokenConsumer.Text);

        TSqlScript script = (TSqlScript)parser.Parse(text, out IList<ParseError> errors);

        Assert.That(errors, Is.Empty);
        TSqlBatch batch = script.Batches.Single();
        Assert.That(
            batch.Statements.Select(statement => statement.GetType()),
            Is.EqualTo([
                typeof(PredicateSetStatement),
                typeof(BeginTransactionStatement),
                typeof(UpdateStatement),
                typeof(IfStatement),
                typeof(CommitTransactionStatement),
            ]));
        PredicateSetStatement setting = (PredicateSetStatement)batch.Statements[0];
        Assert.That((setting.Options, setting.IsOn), Is.EqualTo((SetOptions.XactAbort, true)));
    }

    private static IEnumerable<string> NamesOf(string sql) => QuotedName().Matches(sql).Select(match => match.Groups[1].Value);

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex QuotedName();
}
