using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.UnitTests.Accounts;

internal sealed class AccountNameTests
{
    [TestCase("ada", "Ada", Description = "letter case")]
    [TestCase("ada", "ａｄａ", Description = "full-width letters")]
    [TestCase("office", "oﬃce", Description = "a ligature")]
    [TestCase("kelvin", "\u212Aelvin", Description = "the Kelvin sign")]
    [TestCase("Ångström", "A\u030Angstro\u0308m", Description = "combining marks")]
    [TestCase("\u00C5da", "\u212Bda", Description = "the Angstrom sign")]
    [TestCase("σοφός", "ΣΟΦΌΣ", Description = "a final sigma")]
    [TestCase("ada2", "ada²", Description = "a superscript")]
    [TestCase("ada", " ada\u3000", Description = "blanks around it")]
    [TestCase("ada king", "Ada\u00A0King", Description = "a no-break space")]
    public void Normalize_WhenNamesLookAlike_MakesThemOne(string name, string other)
    {
        string normalized = AccountName.Normalize(name);

        Assert.That(AccountName.Normalize(other), Is.EqualTo(normalized));
    }

    [TestCase("ali", "al\u0131", Description = "Turkish dotless i")]
    [TestCase("ali", "al\u0130", Description = "Turkish dotted capital i")]
    [TestCase("strasse", "straße", Description = "sharp s")]
    [TestCase("ada", "adа", Description = "a Cyrillic a")]
    [TestCase("ada", "a da", Description = "a blank within")]
    [TestCase("resume", "résumé", Description = "accents")]
    public void Normalize_WhenNamesDiffer_KeepsThemApart(string name, string other)
    {
        string normalized = AccountName.Normalize(name);

        Assert.That(AccountName.Normalize(other), Is.Not.EqualTo(normalized));
    }

    [TestCase("Ada")]
    [TestCase("oﬃce")]
    [TestCase("al\u0131")]
    [TestCase("ﷺ")]
    public void Normalize_WhenRepeated_ChangesNothingMore(string name)
    {
        string normalized = AccountName.Normalize(name);

        Assert.That(AccountName.Normalize(normalized), Is.EqualTo(normalized));
    }

    [Test, SetCulture("tr-TR")]
    public void Normalize_WhenTheServerIsTurkish_IsTheSame()
    {
        string normalized = AccountName.Normalize("ali@mail.com");

        Assert.That(normalized, Is.EqualTo("ALI@MAIL.COM"));
    }

    [TestCase("Ada@EXAMPLE.Com", "Ada@example.com")]
    [TestCase("ada@example.com", "ada@example.com")]
    [TestCase("\"A@B\"@EXAMPLE.COM", "\"A@B\"@example.com", Description = "the last at sign counts")]
    [TestCase("Ada@BÜCHER.example", "Ada@bücher.example")]
    [TestCase("NO-DOMAIN", "NO-DOMAIN")]
    public void LowerDomain_WhenGivenAnAddress_LowersWhatFollowsTheAtSign(string email, string expected)
    {
        string lowered = AccountName.LowerDomain(email);

        Assert.That(lowered, Is.EqualTo(expected));
    }

    [Test, SetCulture("tr-TR")]
    public void LowerDomain_WhenTheServerIsTurkish_IsTheSame()
    {
        string lowered = AccountName.LowerDomain("ada@MAIL.COM");

        Assert.That(lowered, Is.EqualTo("ada@mail.com"));
    }
}
