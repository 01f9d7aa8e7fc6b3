using System.ComponentModel.DataAnnotations;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery;

internal sealed class EmailOptionsTests
{
    private const string Secret = "correct horse";

    [Test]
    public void Validate_WhenNothingIsSet_AcceptsAndSendsNothing()
    {
        EmailOptions options = new();

        Assert.That(MessagesOf(options), Is.Empty);
        Assert.That(MessagesOf(new SmtpOptions()), Is.Empty);
        Assert.That(options.Transport, Is.EqualTo(EmailTransportKind.Folder));
    }

    [TestCase("")]
    [TestCase("nobody")]
    [TestCase("CleanAuth")]
    [TestCase("a@example.com, b@example.com")]
    public void Validate_WhenTheSenderIsNoMailbox_NamesTheSettingAndTheCure(string from) =>
        Assert.That(MessagesOf(new EmailOptions { From = from }), Has.One.Items.And.One.Contains("Mail:From"));

    [TestCase("Jörg <jörg@example.com>")]
    [TestCase("почта@example.com")]
    public void Validate_WhenTheSenderHasALocalPartBeyondAscii_NamesTheSettingAndTheCure(string from) =>
        Assert.That(MessagesOf(new EmailOptions { From = from }), Has.One.Items.And.One.Contains("Mail:From has characters beyond ASCII"));

    [TestCase("Jörg <no-reply@bücher.example>", "xn--bcher-kva.example")]
    [TestCase("no-reply@example.com", "example.com")]
    [TestCase("CleanAuth <no-reply@localhost>", "localhost")]
    [TestCase("no-reply@[192.0.2.7]", "[192.0.2.7]")]
    public void SenderDomain_WhenTheSenderIsValid_ReturnsItsDomainInALabels(string from, string domain)
    {
        EmailOptions options = new() { From = from };

        Assert.That(MessagesOf(options), Is.Empty);
        Assert.That(options.SenderDomain, Is.EqualTo(domain));
    }

    [TestCase("my machine")]
    [TestCase("machine\r\nMAIL FROM:<a@example.com>")]
    [TestCase("bücher.example")]
    public void Validate_WhenTheLocalNameIsInvalid_NamesTheSettingAndTheCure(string name) =>
        Assert.That(MessagesOf(new SmtpOptions { LocalName = name }), Has.One.Items.And.One.Contains("Set Mail:Smtp:LocalName"));

    [TestCase(0)]
    [TestCase(101)]
    public void Validate_WhenAttemptsAreTooFewOrMany_NamesTheSetting(int attempts) =>
        Assert.That(MessagesOf(new EmailOptions { MaxAttempts = attempts }), Has.One.Items.And.One.Contains("Mail:MaxAttempts"));

    [Test]
    public void Validate_WhenSmtpNumbersAreInvalid_NamesEachSetting()
    {
        SmtpOptions options = new() { Port = 0, Security = (SmtpSecurity)7, Timeout = TimeSpan.Zero };

        Assert.That(
            MessagesOf(options),
            Has.Exactly(3).Items
                .And.One.Contains("Mail:Smtp:Port").And.One.Contains("Mail:Smtp:Security").And.One.Contains("Mail:Smtp:Timeout"));
    }

    [TestCase(null)]
    [TestCase(" ")]
    public void Check_WhenThereIsNoHost_NamesTheSetting(string? host) =>
        Assert.That(Check(new SmtpOptions { Host = host }).Failures, Has.One.Items.And.One.Contains("set Mail:Smtp:Host"));

    [TestCase("Production", false)]
    [TestCase(null, false)]
    [TestCase("Development", true)]
    public void Check_WhenAPasswordWouldBeSentInPlainText_RefusesOutsideDevelopment(string? environment, bool succeeds)
    {
        SmtpOptions options = new() { Host = "mail", Security = SmtpSecurity.None, Username = "ada", Password = Secret };

        ValidateOptionsResult result = Check(options, environment);

        Assert.That(result.Succeeded, Is.EqualTo(succeeds));
        Assert.That(result.FailureMessage ?? "", succeeds ? Is.Empty : Does.Contain("Mail:Smtp:Security").And.Not.Contain(Secret));
    }

    [TestCase("mail", null, "Production", false)]
    [TestCase("mail", null, null, false)]
    [TestCase("mail", "", null, false)]
    [TestCase("mail.example.com", "mail", null, false)]
    [TestCase("mail", "mail", "Production", true)]
    [TestCase("localhost", null, "Production", true)]
    [TestCase("127.0.0.1", null, "Production", true)]
    [TestCase("::1", null, "Production", true)]
    [TestCase("192.0.2.7", null, "Production", false)]
    [TestCase("mail", null, "Development", true)]
    public void Check_WhenLinksWouldNotBeEncrypted_RefusesUnlessTheHostIsTrusted(
        string host,
        string? plainHost,
        string? environment,
        bool succeeds)
    {
        SmtpOptions options = new() { Host = host, Security = SmtpSecurity.None, PlainHost = plainHost };

        ValidateOptionsResult result = Check(options, environment);

        Assert.That(result.Succeeded, Is.EqualTo(succeeds));
        Assert.That(result.FailureMessage ?? "", succeeds ? Is.Empty : Does.Contain("Mail:Smtp:PlainHost"));
    }

    [TestCase("ada", null)]
    [TestCase(null, Secret)]
    public void Check_WhenUsernameOrPasswordIsMissing_RequiresBoth(string? username, string? password) =>
        Assert.That(
            Check(new SmtpOptions { Host = "mail", Username = username, Password = password }).Failures,
            Has.One.Items.And.One.Contains("Set both Mail:Smtp:Username and Mail:Smtp:Password"));

    [Test]
    public void Check_WhenTheTransportIsAFolder_RequiresNoServer()
    {
        SmtpCheck check = new(Options.Create(new EmailOptions()));

        Assert.That(check.Validate(null, new SmtpOptions()).Succeeded, Is.True);
    }

    [TestCase("Production", true, false, false)]
    [TestCase("Staging", true, false, false)]
    [TestCase(null, true, false, false)]
    [TestCase("Production", true, true, true)]
    [TestCase("Production", false, false, true)]
    [TestCase("Development", true, false, true)]
    public void Check_WhenTheTransportIsAFolder_RefusesOutsideDevelopmentUnlessItIsAllowed(
        string? environment,
        bool sends,
        bool allowsFolder,
        bool succeeds)
    {
        EmailFolderCheck check = new(environment is null ? null : new HostingEnvironment { EnvironmentName = environment });

        ValidateOptionsResult result = check.Validate(null, new EmailOptions { Enabled = sends, AllowFolder = allowsFolder });

        Assert.That(result.Succeeded, Is.EqualTo(succeeds));
        Assert.That(
            result.FailureMessage ?? "",
            succeeds ? Is.Empty : Does.Contain("Mail:Transport to Smtp").And.Contain("Mail:AllowFolder"));
    }

    [Test]
    public void Check_WhenTheTransportIsSmtp_Accepts() =>
        Assert.That(new EmailFolderCheck().Validate(null, new EmailOptions { Transport = EmailTransportKind.Smtp }).Succeeded, Is.True);

    [Test]
    public void ToString_WhenPrinted_ShowsNoSecret() =>
        Assert.That(new SmtpOptions { Username = "ada", Password = Secret }.ToString(), Does.Not.Contain(Secret).And.Not.Contain("ada"));

    [Test]
    public void TemplateLoader_WhenTheFolderDoesNotExist_NamesTheSetting() =>
        Assert.That(
            new TemplateLoader().Validate(null, new EmailOptions { TemplatesPath = "/nowhere/at/all" }).FailureMessage,
            Does.StartWith("Set Mail:TemplatesPath"));

    private static ValidateOptionsResult Check(SmtpOptions options, string? environment = null) => new SmtpCheck(
        Options.Create(new EmailOptions { Transport = EmailTransportKind.Smtp }),
        environment is null ? null : new HostingEnvironment { EnvironmentName = environment }).Validate(null, options);

    private static string[] MessagesOf(object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
