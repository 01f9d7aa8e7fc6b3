using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>A value that the database cannot store causes its own error, because a retry would fail too.</summary>
internal sealed class UnstorableValueTests
{
    [Test]
    public async Task Save_WhenPostgreSqlCannotStoreAValue_ThrowsUnstorableValue()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

        Assert.That(
            () => database.SaveAsync(TestData.NewUser(bio: "a\0b")),
            Throws.TypeOf<UnstorableValueException>());
    }

    [Test]
    public async Task Save_WhenSqlServerCannotStoreAValue_ThrowsUnstorableValue()
    {
        using SqlServerStandIn server = new();
        server.OnStatement = _ => TdsResponse.Error((2628, "String or binary data would be truncated."));
        await using ServiceInstance instance = new(
            DatabaseProvider.SqlServer, server.ConnectionString, "/nowhere/keys", JwtAlgorithm.HS256, interceptor: null, []);

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<UnstorableValueException>());
    }
}
