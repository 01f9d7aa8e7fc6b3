using CleanAuth.Application.Accounts;

namespace CleanAuth.Application.UnitTests.Accounts;

/// <summary>The addresses of the recorded contract, and others.</summary>
internal sealed class EmailRuleTests
{
    private const string TooLong = "Ensure this field has no more than 254 characters.";

    [TestCase("first.last@example.co.uk")]
    [TestCase("tag+news@example.com")]
    [TestCase("o'brien@example.ie")]
    [TestCase("ada_x-y@sub-domain.example.com")]
    [TestCase("!#$%&*/=?^_`|~.ada@example.com")]
    [TestCase("a{b}@example.com")]
    [TestCase("ada@[127.0.0.1]")]
    [TestCase("ada@[::1]")]
    [TestCase("ada@[2001:DB8::1]")]
    [TestCase("ada@example\u3002com")]
    [TestCase("ada@localhost")]
    [TestCase("Caps@EXAMPLE.Com")]
    [TestCase("ada@bücher.example")]
    [TestCase("ada@xn--bcher-kva.example")]
    [TestCase("digits@123.123.123.123")]
    [TestCase("a@b.co")]
    public void Email_WhenItsFormatIsValid_IsAccepted(string email)
    {
        IEnumerable<string> messages = AccountRules.Email.Violations(email);

        Assert.That(messages, Is.Empty);
    }

    [TestCase("plain")]
    [TestCase("@example.com")]
    [TestCase("nobody@")]
    [TestCase("@")]
    [TestCase("@@")]
    [TestCase("a@b")]
    [TestCase("a.example.com")]
    [TestCase("a b@example.com")]
    [TestCase("a@b@example.com")]
    [TestCase(".dot@example.com")]
    [TestCase("dot.@example.com")]
    [TestCase("two..dots@example.com")]
    [TestCase("\"quoted blank\"@example.com")]
    [TestCase("\"a@example.com")]
    [TestCase("(c)a@example.com")]
    [TestCase("<x@example.com>")]
    [TestCase("x,y@example.com")]
    [TestCase("mailto:x@example.com")]
    [TestCase("jösé@example.com")]
    [TestCase("用户@example.com")]
    [TestCase("x@example")]
    [TestCase("x@example.c")]
    [TestCase("x@example..com")]
    [TestCase("x@.com")]
    [TestCase("x@example.com.")]
    [TestCase("x@-example.com")]
    [TestCase("x@example-.com")]
    [TestCase("x@exam_ple.com")]
    [TestCase("x@exa mple.com")]
    [TestCase("a@*.example.com")]
    [TestCase("x@LOCALHOST")]
    [TestCase("x@[256.1.1.1]")]
    [TestCase("x@[127.1]")]
    [TestCase("x@[0::1]")]
    [TestCase("x@[::ffff:192.0.2.7]")]
    [TestCase("x@[fe80::1%1]")]
    [TestCase("x@[IPv6:::1]")]
    [TestCase("x@[]")]
    [TestCase("x@example.com\n")]
    [TestCase("x\n@example.com")]
    public void Email_WhenItsFormatIsInvalid_IsRefused(string email)
    {
        IEnumerable<string> messages = AccountRules.Email.Violations(email);

        Assert.That(messages, Is.EqualTo(["Enter a valid email address."]));
    }

    [Test]
    public void Email_WhenALabelOfItsDomainHas63Characters_IsAccepted()
    {
        IEnumerable<string> messages = AccountRules.Email.Violations($"x@{new string('a', 63)}.com");

        Assert.That(messages, Is.Empty);
    }

    [Test]
    public void Email_WhenALabelOfItsDomainHas64Characters_IsRefused()
    {
        IEnumerable<string> messages = AccountRules.Email.Violations($"x@{new string('a', 64)}.com");

        Assert.That(messages, Is.EqualTo(["Enter a valid email address."]));
    }

    // The validator of the original backend checks no address above 320 characters.
    [TestCase(255, new[] { TooLong })]
    [TestCase(320, new[] { TooLong })]
    [TestCase(321, new[] { TooLong, "Enter a valid email address." })]
    [TestCase(60_000, new[] { TooLong, "Enter a valid email address." })]
    public void Email_WhenItIsTooLong_ReturnsTheMessagesOfTheOriginalBackend(int length, string[] expected)
    {
        IEnumerable<string> messages = AccountRules.Email.Violations($"{new string('a', length - 12)}@example.com");

        Assert.That(messages, Is.EqualTo(expected));
    }

    [Test]
    public void Email_WhenItIsTooLongAndInvalid_ReturnsBothMessages()
    {
        IEnumerable<string> messages = AccountRules.Email.Violations(new string('a', 255));

        Assert.That(messages, Is.EqualTo([TooLong, "Enter a valid email address."]));
    }

    [Test]
    public void Email_WhenItHas254Characters_IsAccepted()
    {
        IEnumerable<string> messages = AccountRules.Email.Violations(new string('a', 242) + "@example.com");

        Assert.That(messages, Is.Empty);
    }
}
