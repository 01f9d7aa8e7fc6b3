using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Validation;

internal sealed class DurationAttributeTests
{
    private readonly DurationAttribute duration = new("00:00:01", "1.00:00:00");

    [TestCase("00:00:00.9999999", false)]
    [TestCase("00:00:01", true)]
    [TestCase("1.00:00:00", true)]
    [TestCase("1.00:00:00.0000001", false)]
    [TestCase("-00:00:01", false)]
    public void Duration_WhenValidated_MustBeWithinItsBounds(string value, bool isValid) =>
        Assert.That(duration.IsValid(TimeSpan.Parse(value, null)), Is.EqualTo(isValid));

    [Test]
    public void Duration_WhenTheOptionIsNotSet_IsAccepted() => Assert.That(duration.IsValid(null), Is.True);

    [Test]
    public void Duration_WhenTheValueIsNoTimeSpan_IsRefused() => Assert.That(duration.IsValid(5), Is.False);
}
