using CleanAuth.Infrastructure.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>A former secret could sign tokens until its end, so it must end when the last former token expires.</summary>
internal sealed class FormerTokenOptionsValidatorTests
{
    private const int Lifetime = 30;

    [TestCase(Lifetime, true)]
    [TestCase(Lifetime + 1, true)]
    [TestCase(Lifetime + 2, false)]
    public void Validate_WhenAnEntryEndsInTheFuture_AllowsUpToTheTokenLifetime(int days, bool isValid)
    {
        FormerTokenOptionsValidator check = new(new ConfigurationBuilder().Build(), new FakeTimeProvider(TestData.Now));
        FormerTokenOptions entry = new() { Algorithm = JwtAlgorithm.ES256, Until = TestData.Now.AddDays(days) };

        bool succeeded = check
            .Validate(null, new JwtOptions { RefreshTokenLifetime = TimeSpan.FromDays(Lifetime), Former = [entry] })
            .Succeeded;

        Assert.That(succeeded, Is.EqualTo(isValid));
    }
}
