using System.Data.Common;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.PostgreSql;

/// <summary>By default Npgsql stores the first and the last date as infinity, which other programs cannot read as a date.</summary>
internal sealed class InfiniteDateTests
{
    private TestDatabase Database { get; set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // The database is null if the test was ignored.
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    [TestCase("0001-01-01")]
    [TestCase("9999-12-31")]
    public async Task Save_WhenABirthDateIsTheFirstOrTheLast_StoresIt(string date)
    {
        User ada = TestData.NewUser();
        ada.ChangeBirthDate(DateOnly.Parse(date, null), TestData.Now);

        await Database.SaveAsync(ada);

        string stored = await Database.InScopeAsync(scope =>
            scope.Context.Database.SqlQuery<string>($"""SELECT "BirthDate"::text AS "Value" FROM "Users" """).SingleAsync());
        Assert.That(stored, Is.EqualTo(date));
        User? read = await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default));
        Assert.That(read!.BirthDate, Is.EqualTo(ada.BirthDate));
    }

    // DateOnly has no infinite dates, so an account with an infinite birth date could not be read.
    [TestCase("-infinity")]
    [TestCase("infinity")]
    public async Task Save_WhenABirthDateIsInfinite_IsRefused(string date)
    {
        await Database.SaveAsync(TestData.NewUser());

        Assert.That(
            () => Database.InScopeAsync(
                scope => scope.Context.Database.ExecuteSqlAsync($"""UPDATE "Users" SET "BirthDate" = {date}::date""")),
            Throws.InstanceOf<DbException>().With.Message.Contains("CK_Users_BirthDate_IsFinite"));
    }
}
