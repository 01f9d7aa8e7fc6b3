using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The responses to clients when the database fails.</summary>
internal sealed class DatabaseErrorTests
{
    [Test]
    public void Map_WhenAValueCannotBeStored_ReturnsNoRetryAfter()
    {
        ErrorResponse response = ErrorMapper.Map(new UnstorableValueException(new Npgsql.NpgsqlException()));

        Assert.That((response.Status, response.RetryAfter), Is.EqualTo((500, (TimeSpan?)null)));
    }
}
