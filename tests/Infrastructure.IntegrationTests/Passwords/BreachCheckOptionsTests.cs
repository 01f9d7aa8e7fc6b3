using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class BreachCheckOptionsTests
{
    [Test]
    public void Validate_WhenNothingIsSet_AcceptsAndSendsNoRequest()
    {
        BreachCheckOptions options = new();

        Assert.That(MessagesOf(options), Is.Empty);
        Assert.That((options.Enabled, options.FailClosed), Is.EqualTo((false, false)));
    }

    [TestCase("https://breaches.example.com")]
    [TestCase("https://example.com/breaches/")]
    [TestCase("http://127.0.0.1:8081/")]
    [TestCase("http://localhost/")]
    public void Validate_WhenTheAddressIsSafe_Accepts(string address)
    {
        BreachCheckOptions options = new() { BaseAddress = new Uri(address) };

        Assert.That(MessagesOf(options), Is.Empty);
    }

    [TestCase("http://breaches.example.com/")]
    [TestCase("breaches.example.com")]
    [TestCase("ftp://127.0.0.1/")]
    [TestCase("")]
    public void Validate_WhenTheAddressIsUnsafe_NamesTheSettingAndTheCure(string address)
    {
        BreachCheckOptions options = new() { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) };

        Assert.That(MessagesOf(options), Has.One.Items.And.One.Contains("Passwords:BreachCheck:BaseAddress").And.One.Contains("https://"));
    }

    [TestCase("00:00:00")]
    [TestCase("00:00:31")]
    [TestCase("-00:00:01")]
    public void Validate_WhenTheTimeoutIsTooShortOrLong_NamesTheSetting(string timeout)
    {
        BreachCheckOptions options = new() { Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture) };

        Assert.That(MessagesOf(options), Has.One.Items.And.One.Contains("Passwords:BreachCheck:Timeout"));
    }

    private static string[] MessagesOf(BreachCheckOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
