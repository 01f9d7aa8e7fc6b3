using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.UnitTests.Accounts;

internal sealed class UsernameTests
{
    [TestCase("ada", "Ada", Description = "case")]
    [TestCase("ada", "ａｄａ", Description = "full-width letters")]
    [TestCase("office", "oﬃce", Description = "a ligature")]
    [TestCase("kelvin", "\u212Aelvin", Description = "the Kelvin sign")]
    [TestCase("Ångström", "A\u030Angstro\u0308m", Description = "combining marks")]
    [TestCase("\u00C5da", "\u212Bda", Description = "the Angstrom sign")]
    [TestCase("σοφός", "ΣΟΦΌΣ", Description = "a final sigma")]
    [TestCase("ada2", "ada²", Description = "a superscript")]
    [TestCase("ada", " ada\u3000", Description = "blanks around it")]
    [TestCase("ada king", "Ada\u00A0King", Description = "a no-break space")]
    public void KeyOf_WhenNamesLookAlike_IsTheSame(string name, string other)
    {
        string key = Username.KeyOf(name);

        Assert.That(Username.KeyOf(other), Is.EqualTo(key));
    }

    [TestCase("ali", "al\u0131", Description = "Turkish dotless i")]
    [TestCase("ali", "al\u0130", Description = "Turkish dotted capital i")]
    [TestCase("strasse", "straße", Description = "sharp s")]
    [TestCase("ada", "adа", Description = "a Cyrillic a")]
    [TestCase("ada", "a da", Description = "a blank within")]
    [TestCase("resume", "résumé", Description = "accents")]
    public void KeyOf_WhenNamesDiffer_IsDifferent(string name, string other)
    {
        string key = Username.KeyOf(name);

        Assert.That(Username.KeyOf(other), Is.Not.EqualTo(key));
    }

    [TestCase("Ada")]
    [TestCase("oﬃce")]
    [TestCase("al\u0131")]
    [TestCase("ﷺ")]
    public void KeyOf_WhenRepeated_ChangesNothingMore(string name)
    {
        string key = Username.KeyOf(name);

        Assert.That(Username.KeyOf(key), Is.EqualTo(key));
    }

    [Test, SetCulture("tr-TR")]
    public void KeyOf_WhenTheServerIsTurkish_IsTheSame()
    {
        string key = Username.KeyOf("ali@mail.com");

        Assert.That(key, Is.EqualTo("ALI@MAIL.COM"));
    }
}
