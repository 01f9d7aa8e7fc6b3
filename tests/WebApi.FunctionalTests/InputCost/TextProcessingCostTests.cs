using System.Globalization;

namespace CleanAuth.WebApi.FunctionalTests.InputCost;

/// <summary>
/// The work for a request grows with the length of its text, not with the square of it. The first test always runs and allows for a
/// busy machine: quadratic work on these lengths took seconds. The second measures exactly and prints a table.
/// </summary>
[NonParallelizable]
internal sealed class TextProcessingCostTests
{
    private const double MaxTime = 150;
    private const double MaxMilliseconds = 10;
    private const double Growth = 2.2;
    private const int MaxAttempts = 5;

    private MeasuredService service = null!;

    [SetUp]
    public Task StartAsync()
    {
        service = new MeasuredService();
        return service.StartAsync();
    }

    [TearDown]
    public void Stop() => service.Dispose();

    [Test]
    public async Task AnyEndpoint_WhenATextIsLong_StaysBelowTheCpuLimit()
    {
        List<Cost> costs = await MeasureAsync(rounds: 1, withHalf: false, cost => cost.Full <= MaxTime);

        Assert.That(costs.Where(cost => cost.Full > MaxTime), Is.Empty);
    }

    [Test]
    public async Task AnyEndpoint_WhenATextDoubles_NeedsAtMostTwiceTheCpuTime()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("CLEANAUTH_TEXT_COST_ROUNDS"), CultureInfo.InvariantCulture, out int rounds))
        {
            Assert.Ignore("Set CLEANAUTH_TEXT_COST_ROUNDS to the number of requests of each kind, on an idle machine.");
        }

        List<Cost> costs = await MeasureAsync(rounds, withHalf: true, IsLow);

        Print(costs);
        Assert.That(costs.Where(cost => !IsLow(cost)), Is.Empty);

        static bool IsLow(Cost cost) => cost.Full <= MaxMilliseconds && cost.Full <= Growth * cost.Half;
    }

    // Take the minimum of many measurements, because other work of the machine only adds time. Measure again if a cost is too
    // high.
    private async Task<List<Cost>> MeasureAsync(int rounds, bool withHalf, Func<Cost, bool> isLow)
    {
        List<Cost> costs = [];
        foreach (TextPattern kind in TextPattern.All.Prepend(TextPattern.All[0]))
        {
            if (costs.Count > 0 && costs[0].Kind == kind.Name)
            {
                // The first run includes compilation.
                costs.Clear();
            }

            foreach (TextInput place in TextInput.All.Where(place => place.Takes(kind)))
            {
                Cost cost = new(place.Name, kind.Name, place.LengthOf(kind), withHalf ? double.MaxValue : 0, double.MaxValue);
                for (int attempt = 0; attempt < MaxAttempts && (attempt == 0 || !isLow(cost)); attempt++)
                {
                    cost = await MeasureAsync(cost, place, kind, rounds, withHalf);
                }

                costs.Add(cost);
            }
        }

        return costs;
    }

    private async Task<Cost> MeasureAsync(Cost cost, TextInput place, TextPattern kind, int rounds, bool withHalf)
    {
        for (int round = 0; round < rounds; round++)
        {
            double half = withHalf ? await service.MeasureAsync(place, kind.Of(cost.Length / 2)) : 0;
            double full = await service.MeasureAsync(place, kind.Of(cost.Length));
            cost = cost with { Half = Math.Min(cost.Half, half), Full = Math.Min(cost.Full, full) };
        }

        return cost;
    }

    private static void Print(List<Cost> costs)
    {
        TestContext.Out.WriteLine(
            "| text | most CPU at the longest | where | length | most growth when doubled | where |\n|---|---|---|---|---|---|");
        foreach (IGrouping<string, Cost> kind in costs.GroupBy(cost => cost.Kind))
        {
            Cost mostExpensive = kind.MaxBy(cost => cost.Full)!;
            Cost steepest = kind.MaxBy(cost => cost.Full / cost.Half)!;
            TestContext.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind.Key} | {mostExpensive.Full:f1} ms | {mostExpensive.Name} | {mostExpensive.Length:n0} | {steepest.Full / steepest.Half:f2} | {steepest.Name} |"));
        }

        foreach (Cost cost in costs)
        {
            TestContext.Out.WriteLine($"{cost}");
        }
    }

    /// <summary>Returns the CPU time in milliseconds of requests with a text of a length, and of half of it.</summary>
    private sealed record Cost(string Name, string Kind, int Length, double Half, double Full)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}, {Length} of {Kind}: {Half:f2} ms, then {Full:f2} ms ({Full / Half:f2})");
    }
}
