namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Prints which cases of <c>attacks.json</c> are run and which are not, and why.</summary>
internal sealed class AttackSummaryTests
{
    [Test]
    public void Cases_WhenRead_AreRunOrSkippedWithAReason()
    {
        string[] ids = [.. AttackCase.All.Select(attack => attack.Id)];
        Verdicts verdicts = Verdicts.All;

        foreach (IGrouping<string, string> reason in verdicts.Skipped.GroupBy(skipped => skipped.Value, skipped => skipped.Key))
        {
            TestContext.Progress.WriteLine($"Attacks: {reason.Count()} skipped ({string.Join(", ", reason)}): {reason.Key}");
        }

        TestContext.Progress.WriteLine(
            $"Attacks: {ids.Length - verdicts.Skipped.Count} of {ids.Length} run, {verdicts.Skipped.Count} skipped, "
            + $"{verdicts.Deviations.Count} deviations, {verdicts.Pending.Count} pending.");
        Assert.That(ids, Has.Length.EqualTo(317));
        Assert.That(verdicts.Skipped.Keys, Is.SubsetOf(ids));
        Assert.That(verdicts.Deviations.Keys.Select(key => key.Split(' ')[0]), Is.SubsetOf(ids.Except(verdicts.Skipped.Keys)));
        Assert.That(verdicts.Skipped.Values.Concat(verdicts.Deviations.Values), Has.None.Empty);
    }
}
