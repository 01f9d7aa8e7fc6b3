using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Validation;

internal sealed class FieldTests
{
    private static Field<string> Absent => default;

    private static IEnumerable<Field<string>> WithoutValue => [Absent, Field<string>.Null, Field<string>.Malformed];

    [Test]
    public void State_WhenNothingWasSent_IsAbsent()
    {
        Assert.That(StateOf(Absent), Is.EqualTo((true, false, false, false)));
    }

    [Test]
    public void State_WhenNullWasSent_IsNull()
    {
        Assert.That(StateOf(Field<string>.Null), Is.EqualTo((false, true, false, false)));
    }

    [Test]
    public void State_WhenAnotherTypeWasSent_IsMalformed()
    {
        Assert.That(StateOf(Field<string>.Malformed), Is.EqualTo((false, false, true, false)));
    }

    [TestCase("text")]
    [TestCase("")]
    public void State_WhenAValueWasSent_HasTheValue(string text)
    {
        Field<string> field = text;

        Assert.That(StateOf(field), Is.EqualTo((false, false, false, true)));
        Assert.That(field.Value, Is.EqualTo(text));
    }

    [Test]
    public void State_WhenConvertedFromNull_IsNull()
    {
        Field<string> field = (string?)null;

        Assert.That(field, Is.EqualTo(Field<string>.Null));
    }

    [Test]
    public void State_WhenTheDefaultOfAValueTypeWasSent_HasTheValue()
    {
        Field<DateOnly> field = default(DateOnly);

        Assert.That((field.HasValue, field.Value), Is.EqualTo((true, default(DateOnly))));
    }

    [TestCaseSource(nameof(WithoutValue))]
    public void Value_WhenThereIsNone_Throws(Field<string> field)
    {
        Func<string> act = () => field.Value;

        Assert.Throws<InvalidOperationException>(() => act());
    }

    [TestCaseSource(nameof(WithoutValue))]
    public void ValueOrDefault_WhenThereIsNone_IsNull(Field<string> field)
    {
        string? value = field.ValueOrDefault;

        Assert.That(value, Is.Null);
    }

    [Test]
    public void ToString_WhenThereIsAValue_DoesNotShowIt()
    {
        Field<string> field = "canary-4711";

        Assert.That($"{field}", Is.EqualTo("Present"));
    }

    [Test]
    public void Equals_WhenStatesOrValuesDiffer_IsFalse()
    {
        Field<string>[] fields = [.. WithoutValue, "", "a", "b"];

        Assert.That(fields, Is.Unique);
    }

    [Test]
    public void Equals_WhenStateAndValueAreTheSame_IsTrue()
    {
        Field<string> one = "a";
        Field<string> other = new string('a', 1);

        Assert.That((one == other, one != other, one.GetHashCode() == other.GetHashCode()), Is.EqualTo((true, false, true)));
    }

    [Test]
    public void Trimmed_WhenThereIsAValue_RemovesSurroundingBlanks()
    {
        Field<string> field = " \tAda King\r\n";

        Field<string> trimmed = field.Trimmed();

        Assert.That(trimmed.Value, Is.EqualTo("Ada King"));
    }

    [TestCaseSource(nameof(WithoutValue))]
    public void Trimmed_WhenThereIsNoValue_ChangesNothing(Field<string> field)
    {
        Field<string> trimmed = field.Trimmed();

        Assert.That(trimmed, Is.EqualTo(field));
    }

    [Test]
    public void Or_WhenNothingWasSent_ReturnsTheReplacement()
    {
        string? value = Absent.Or(absent: "replacement");

        Assert.That(value, Is.EqualTo("replacement"));
    }

    [Test]
    public void Or_WhenNullWasSent_ReturnsNull()
    {
        string? value = Field<string>.Null.Or(absent: "replacement");

        Assert.That(value, Is.Null);
    }

    [Test]
    public void Or_WhenAValueWasSent_ReturnsTheValue()
    {
        Field<string> field = "text";

        string? value = field.Or(absent: "replacement");

        Assert.That(value, Is.EqualTo("text"));
    }

    private static (bool IsAbsent, bool IsNull, bool IsMalformed, bool HasValue) StateOf(Field<string> field) =>
        (field.IsAbsent, field.IsNull, field.IsMalformed, field.HasValue);
}
