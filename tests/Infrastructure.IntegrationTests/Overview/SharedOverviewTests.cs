using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Overview;

internal sealed class SharedOverviewTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [SetUp]
    public async Task LoadAsync()
    {
        await Database.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));
        await Database.Instance.Feed.PollAsync(default);
    }

    [Test]
    public async Task Read_WhenCalledByManyAtOnce_ReadsTheDatabaseOnce()
    {
        OverviewDto[] overviews = await Race.RunAsync(16, _ => ReadAsync());

        Assert.That(overviews.Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1));
    }

    [TestCase(59, ExpectedResult = true)]
    [TestCase(60, ExpectedResult = false)]
    public async Task<bool> Read_WhenTimePasses_ReturnsTheSameOverviewForAMinute(int seconds)
    {
        OverviewDto first = await ReadAsync();
        Database.Instance.Clock.Advance(TimeSpan.FromSeconds(seconds));

        OverviewDto second = await ReadAsync();

        return ReferenceEquals(first, second);
    }

    [Test]
    public async Task Read_WhenOneCallerCancels_ContinuesForTheOthers()
    {
        using CancellationTokenSource cancellation = new();
        Task<OverviewDto> first = Database.Instance.Overview.ReadAsync(cancellation.Token);
        Task<OverviewDto> second = ReadAsync();
        await cancellation.CancelAsync();

        OverviewDto overview = await second;

        Assert.That(overview.Days, Has.Count.EqualTo(14));
        Assert.That(first.IsCompleted, Is.True);
    }

    private Task<OverviewDto> ReadAsync() => Database.Instance.Overview.ReadAsync(default);
}
