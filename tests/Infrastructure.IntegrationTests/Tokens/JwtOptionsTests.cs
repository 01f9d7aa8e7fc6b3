using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

internal sealed class JwtOptionsTests
{
    private static readonly JwtOptions Valid = new() { Issuer = "https://id.example.com", Audience = "cleanauth" };

    private static readonly FormerTokenOptions ValidFormer = new() { Algorithm = JwtAlgorithm.ES256, Until = TestData.Now };

    [Test]
    public void Validate_WhenOnlyIssuerAndAudienceAreSet_Accepts()
    {
        IEnumerable<string> messages = MessagesOf(Valid);

        Assert.That(messages, Is.Empty);
    }

    [TestCase("8fK2vR7xQ1mZ4tY9bN6cW3pL5hJ0gDsA")]
    [TestCase("ключ-пароль-Zß3☃7qLpX9")]
    public void Validate_WhenTheSecretIsStrong_Accepts(string secret)
    {
        IEnumerable<string> messages = MessagesOf(Valid with { Algorithm = JwtAlgorithm.HS256, SigningKey = secret });

        Assert.That(messages, Is.Empty);
    }

    [TestCase(null, Description = "missing")]
    [TestCase("", Description = "empty")]
    [TestCase("8fK2vR7xQ1mZ4tY9bN6cW3pL5hJ0gDs", Description = "a byte short")]
    [TestCase("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", Description = "one character")]
    [TestCase("abcdefghijkabcdefghijkabcdefghijkabcdefghijk", Description = "eleven characters over and over")]
    [TestCase("                                                ", Description = "blank")]
    public void Validate_WhenTheSecretIsMissingOrWeak_NamesTheSettingAndTheCure(string? secret)
    {
        IEnumerable<string> messages = MessagesOf(Valid with { Algorithm = JwtAlgorithm.HS256, SigningKey = secret });

        Assert.That(messages, Has.One.Items.And.One.Contains("Tokens:SigningKey").And.One.Contains("openssl rand -base64 48"));
        Assert.That(messages, Has.None.Contains(secret is { Length: > 0 } ? secret : "?"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void Validate_WhenIssuerOrAudienceIsMissing_NamesTheSetting(string? value)
    {
        IEnumerable<string> messages = MessagesOf(Valid with { Issuer = value!, Audience = value! });

        Assert.That(messages, Has.Exactly(2).Items.And.One.Contains("Tokens:Issuer").And.One.Contains("Tokens:Audience"));
    }

    [TestCase("00:00:09")]
    [TestCase("1.00:00:01")]
    [TestCase("-00:05:00")]
    public void Validate_WhenTheAccessTokenLivesTooShortOrLong_NamesTheSetting(string lifetime)
    {
        JwtOptions options = Valid with { AccessTokenLifetime = Span(lifetime), RefreshTokenLifetime = TimeSpan.FromDays(30) };

        IEnumerable<string> messages = MessagesOf(options);

        Assert.That(messages, Has.One.Items.And.One.Contains("Tokens:AccessTokenLifetime"));
    }

    [TestCase("00:00:59")]
    [TestCase("365.00:00:01")]
    public void Validate_WhenTheRefreshTokenLivesTooShortOrLong_NamesTheSetting(string lifetime)
    {
        JwtOptions options = Valid with { AccessTokenLifetime = TimeSpan.FromSeconds(10), RefreshTokenLifetime = Span(lifetime) };

        IEnumerable<string> messages = MessagesOf(options);

        Assert.That(messages, Has.One.Items.And.One.Contains("Tokens:RefreshTokenLifetime"));
    }

    [Test]
    public void Validate_WhenTheRefreshTokenExpiresFirst_NamesBothSettings()
    {
        JwtOptions options = Valid with { AccessTokenLifetime = Span("00:10:00"), RefreshTokenLifetime = Span("00:09:59") };

        IEnumerable<string> messages = MessagesOf(options);

        Assert.That(messages, Is.EqualTo(["Set Tokens:RefreshTokenLifetime to at least Tokens:AccessTokenLifetime."]));
    }

    [TestCase("-00:00:01")]
    [TestCase("00:05:01")]
    public void Validate_WhenTheClockSkewIsAbsurd_NamesTheSetting(string skew)
    {
        IEnumerable<string> messages = MessagesOf(Valid with { ClockSkew = Span(skew) });

        Assert.That(messages, Has.One.Items.And.One.Contains("Tokens:ClockSkew"));
    }

    [Test]
    public void Validate_WhenTheAlgorithmIsUnknown_NamesTheSetting()
    {
        IEnumerable<string> messages = MessagesOf(Valid with { Algorithm = (JwtAlgorithm)7 });

        Assert.That(messages, Has.One.Items.And.One.Contains("Tokens:Algorithm"));
    }

    [Test]
    public void Validate_WhenFormerSettingsAreComplete_Accepts()
    {
        FormerTokenOptions shared = ValidFormer with { Algorithm = JwtAlgorithm.HS256, SigningKey = TokenKit.SharedSecret };

        IEnumerable<string> messages = MessagesOf(Valid with { Former = [ValidFormer, shared] });

        Assert.That(messages, Is.Empty);
    }

    [TestCaseSource(nameof(MalformedFormer))]
    public void Validate_WhenFormerSettingsAreMalformed_NamesTheEntryAndTheCure(FormerTokenOptions former, string message)
    {
        IEnumerable<string> messages = MessagesOf(Valid with { Former = [ValidFormer, former] });

        Assert.That(messages, Has.One.Items.And.One.Contains(message));
        Assert.That(messages, Has.None.Contains("secret-text"));
    }

    [Test]
    public void ToString_WhenASecretIsSet_HidesIt()
    {
        string text = $"{Valid with { SigningKey = TokenKit.SharedSecret }}";

        Assert.That(text, Is.EqualTo("JwtOptions"));
    }

    private static IEnumerable<TestCaseData> MalformedFormer()
    {
        yield return new(ValidFormer with { Algorithm = null }, "Set Tokens:Former:1:Algorithm");
        yield return new(ValidFormer with { Algorithm = (JwtAlgorithm)7 }, "Set Tokens:Former:1:Algorithm");
        yield return new(ValidFormer with { Until = null }, "Set Tokens:Former:1:Until");
        yield return new(ValidFormer with { Issuer = " " }, "Set Tokens:Former:1:Issuer");
        yield return new(ValidFormer with { Audience = "" }, "Set Tokens:Former:1:Audience");
        yield return new(ValidFormer with { SigningKey = TokenKit.SharedSecret }, "remove Tokens:Former:1:SigningKey");
        yield return new(ValidFormer with { Algorithm = JwtAlgorithm.HS256 }, "so set Tokens:Former:1:SigningKey");
        yield return new(
            ValidFormer with { Algorithm = JwtAlgorithm.HS256, SigningKey = "secret-text" }, "so set Tokens:Former:1:SigningKey");
    }

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> MessagesOf(JwtOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage ?? "");
    }
}
