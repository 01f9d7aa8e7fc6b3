using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Domain.UnitTests.Accounts;

internal sealed class EmailAddressTests
{
    [TestCase("ada@example.com", "ADA@EXAMPLE.COM", Description = "plain")]
    [TestCase("Ada@EXAMPLE.Com", "ADA@EXAMPLE.COM", Description = "case")]
    [TestCase(" ada@example.com\t", "ADA@EXAMPLE.COM", Description = "blanks around it")]
    [TestCase("\u3000ada@example.com\u00A0", "ADA@EXAMPLE.COM", Description = "blanks beyond ASCII around it")]
    [TestCase("ａｄａ@example.com", "ADA@EXAMPLE.COM", Description = "full-width letters before the at sign")]
    [TestCase("ada@ｅｘａｍｐｌｅ.com", "ADA@EXAMPLE.COM", Description = "full-width letters in the domain")]
    [TestCase("ada@example\u3002com", "ADA@EXAMPLE.COM", Description = "an ideographic full stop")]
    [TestCase("ada@example\uFF0Ecom", "ADA@EXAMPLE.COM", Description = "a full-width full stop")]
    [TestCase("ada@example\uFF61com", "ADA@EXAMPLE.COM", Description = "a half-width full stop")]
    [TestCase("ada@exam\u00ADple.com", "ADA@EXAMPLE.COM", Description = "a soft hyphen")]
    [TestCase("ada@bücher.example", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "a U-label")]
    [TestCase("ada@BÜCHER.example", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "a U-label in upper case")]
    [TestCase("ada@bu\u0308cher.example", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "a U-label in another Unicode form")]
    [TestCase("ada@xn--bcher-kva.example", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "an A-label")]
    [TestCase("ada@XN--BCHER-KVA.EXAMPLE", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "an A-label in upper case")]
    [TestCase("ada@bücher\u3002example", "ADA@XN--BCHER-KVA.EXAMPLE", Description = "a U-label with another dot")]
    [TestCase("ada@例え.テスト", "ADA@XN--R8JZ45G.XN--ZCKZAH", Description = "all labels")]
    [TestCase("ada@пример.рф", "ADA@XN--E1AFMKFD.XN--P1AI", Description = "Cyrillic")]
    [TestCase("ada@faß.de", "ADA@XN--FA-HIA.DE", Description = "a sharp s, which makes a different domain")]
    [TestCase("ada@fass.de", "ADA@FASS.DE", Description = "the other domain")]
    [TestCase("ada@faẞ.de", "ADA@XN--FA-HIA.DE", Description = "a capital sharp s, which is the same domain as the small one")]
    [TestCase("ada@localhost", "ADA@LOCALHOST", Description = "a name without a dot")]
    [TestCase("ada@[192.0.2.7]", "ADA@[192.0.2.7]", Description = "an address literal")]
    [TestCase("ada@bü_cher.example", "ADA@BÜ_CHER.EXAMPLE", Description = "a domain that IDNA refuses")]
    [TestCase("ada@b\u200Dücher.example", "ADA@B\u200DÜCHER.EXAMPLE", Description = "a joiner that IDNA refuses")]
    [TestCase("ada@ü..example", "ADA@Ü..EXAMPLE", Description = "an empty label")]
    [TestCase("ada@", "ADA@", Description = "no domain")]
    [TestCase("ada", "ADA", Description = "no address")]
    [TestCase("", "", Description = "nothing")]
    [TestCase("a@b@bücher.example", "A@B@XN--BCHER-KVA.EXAMPLE", Description = "the last at sign counts")]
    public void KeyOf_WhenGivenAnAddress_HasTheDomainInALabels(string email, string key) =>
        Assert.That(EmailAddress.KeyOf(email), Is.EqualTo(key));

    [TestCase("ada@bücher.example")]
    [TestCase("ada@faẞ.de")]
    [TestCase("ada@İstanbul.example")]
    [TestCase("ada@ΣΑΣ.example")]
    [TestCase("ada@EXAMPLE\u3002com")]
    public void KeyOf_WhenGivenTheStoredAddress_IsTheSame(string email) =>
        Assert.That(EmailAddress.KeyOf(EmailAddress.LowerDomain(email)), Is.EqualTo(EmailAddress.KeyOf(email)));

    [Test]
    public void KeyOf_WhenRepeated_ChangesNothingMore()
    {
        string key = EmailAddress.KeyOf("ada@bücher.example");

        Assert.That(EmailAddress.KeyOf(key), Is.EqualTo(key));
    }

    [Test]
    public void User_WhenItsDomainIsInternational_KeepsTheAddressAsGiven()
    {
        User user = TestData.NewUser(email: "Ada@BÜCHER.example");

        Assert.That((user.Email, user.NormalizedEmail), Is.EqualTo(("Ada@bücher.example", "ADA@XN--BCHER-KVA.EXAMPLE")));
    }

    [Test]
    public void User_WhenItsAddressIsRespelled_StaysVerified()
    {
        User user = TestData.NewUser(email: "ada@bücher.example");
        user.VerifyEmail(TestData.Now);

        user.ChangeEmail("ada@xn--bcher-kva.example", TestData.Later);

        Assert.That((user.Email, user.IsEmailVerified), Is.EqualTo(("ada@xn--bcher-kva.example", true)));
    }

    [TestCase("ada@xn--bcher-kva.example")]
    [TestCase("ada@bücher\u3002example")]
    [TestCase(" ADA@bücher.example ")]
    public void AttemptCounter_WhenTheAddressIsRespelled_HasTheSameId(string email) =>
        Assert.That(
            AttemptCounter.OfLogin(email, "203.0.113.7").Id,
            Is.EqualTo(AttemptCounter.OfLogin("ada@bücher.example", "203.0.113.7").Id));

    [TestCase("Ada@EXAMPLE.Com", "Ada@example.com")]
    [TestCase("ada@example.com", "ada@example.com")]
    [TestCase("\"A@B\"@EXAMPLE.COM", "\"A@B\"@example.com", Description = "the last at sign counts")]
    [TestCase("Ada@BÜCHER.example", "Ada@bücher.example")]
    [TestCase("NO-DOMAIN", "NO-DOMAIN")]
    public void LowerDomain_WhenGivenAnAddress_LowersTheDomain(string email, string expected)
    {
        string lowered = EmailAddress.LowerDomain(email);

        Assert.That(lowered, Is.EqualTo(expected));
    }

    [Test, SetCulture("tr-TR")]
    public void LowerDomain_WhenTheServerIsTurkish_IsTheSame()
    {
        string lowered = EmailAddress.LowerDomain("ada@MAIL.COM");

        Assert.That(lowered, Is.EqualTo("ada@mail.com"));
    }
}
