using CleanAuth.Application.Passwords;

namespace CleanAuth.Application.UnitTests.Passwords;

internal sealed class PasswordSimilarityTests
{
    [TestCase("adalovelace", "adalovelace", Description = "the same")]
    [TestCase("ADALovelace", "adalovelace", Description = "in another case")]
    [TestCase("ａｄａｌｏｖｅｌａｃｅ", "adalovelace", Description = "in full width")]
    [TestCase("ada\u200Blovelace", "adalovelace", Description = "with what cannot be seen within")]
    [TestCase("ada-love-lace", "adalovelace", Description = "with hyphens")]
    [TestCase("adalovelace", "ada_lovelace", Description = "without its underscore")]
    [TestCase("adalovelace1815", "adalovelace", Description = "with a number")]
    [TestCase("lovelace-ada!", "Ada Lovelace", Description = "its words turned round")]
    [TestCase("lovelace1", "ada.lovelace@example.com", Description = "a word of the address")]
    [TestCase("example.com", "ada@example.com", Description = "the domain")]
    [TestCase("adaadaada!!", "ada", Description = "repeated")]
    [TestCase("alovelac", "adalovelace", Description = "a piece of it")]
    [TestCase("ﬁﬁﬁﬁﬁﬁﬁﬁ", "fi", Description = "in ligatures")]
    [TestCase("😀😁😂🤣😃😄😅😆", "😀😁😂🤣😃😄😅😆", Description = "of emoji")]
    [TestCase("--------", "--------", Description = "of hyphens")]
    [TestCase("Ångström", "A\u030Angstro\u0308m", Description = "in another Unicode form")]
    public void IsSimilar_WhenThePasswordIsMadeOfTheName_IsTrue(string password, string name) =>
        Assert.That(PasswordSimilarity.IsSimilar(password, name), Is.True);

    [TestCase("correct horse battery staple", "ada@example.com")]
    [TestCase("ada12345", "ada", Description = "less than half of it")]
    [TestCase("granada-xylophone", "ada", Description = "by chance")]
    [TestCase("banana-anagram", "a", Description = "a single letter")]
    [TestCase("nothing to see", "to be or no", Description = "words too short to tell")]
    [TestCase("!!!!!!!!", "ada")]
    [TestCase("!!!!!!!!a", "ada", Description = "hardly anything but punctuation")]
    [TestCase("correct horse", "")]
    [TestCase("correct horse", "-")]
    [TestCase("correct horse", "\uFFFE\uD800")]
    public void IsSimilar_WhenThePasswordIsNotMadeOfTheName_IsFalse(string password, string name) =>
        Assert.That(PasswordSimilarity.IsSimilar(password, name), Is.False);
}
