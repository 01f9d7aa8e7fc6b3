using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery;

internal sealed class EmailComposerTests
{
    private static readonly TemplateLoader Templates = new();

    private readonly Guid id = Guid.CreateVersion7(TestData.Now);

    [Test]
    public void Compose_WhenCalled_SetsHeadersAndBothTexts()
    {
        MimeMessage message = Compose(SampleEmails.Full(EmailKind.ResetPassword, "de"));

        Assert.That(message.MessageId, Is.EqualTo($"{id}@example.com"));
        Assert.That($"{message.From}", Is.EqualTo("\"Zoë\" <no-reply@example.com>"));
        Assert.That($"{message.To}", Is.EqualTo("ada@example.com"));
        Assert.That(message.Subject, Is.EqualTo("Setze dein Passwort zurück"));
        Assert.That(message.Headers[HeaderId.AutoSubmitted], Is.EqualTo("auto-generated"));
        Assert.That(message.Date, Is.EqualTo(TestData.Now));
        Assert.That(message.Body?.ContentType.MimeType, Is.EqualTo("multipart/alternative"));
        Assert.That(message.TextBody, Does.Contain("gilt einmal"));
        Assert.That(message.HtmlBody, Does.Contain("gilt einmal"));
    }

    [Test]
    public void Compose_WhenItIsRetried_HasTheSameMessageId()
    {
        EmailModel model = SampleEmails.Full(EmailKind.ResetPassword, "en");

        string[] ids = [.. Enumerable.Range(0, 2).Select(_ => Compose(model).MessageId!)];

        Assert.That(ids[1], Is.EqualTo(ids[0]));
    }

    [Test]
    public void Compose_WhenItIsSerialized_HasAsciiHeaders()
    {
        using MemoryStream stream = new();
        Compose(SampleEmails.Full(EmailKind.ResetPassword, "de")).Headers.WriteTo(stream);

        Assert.That(stream.ToArray(), Is.All.LessThan(128));
    }

    [TestCase("ada@example.com\r\nBcc: eve@example.com")]
    [TestCase("ada@example.com\nBcc: eve@example.com")]
    [TestCase("ada@example.com, eve@example.com")]
    [TestCase("ada@example.com,eve@example.com")]
    [TestCase("ada@example.com;eve@example.com")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("<ada@example.com>")]
    [TestCase("team:ada@example.com;")]
    [TestCase("ada(comment)@example.com")]
    [TestCase("\"ada@example.com\"")]
    [TestCase("ada")]
    [TestCase("")]
    public void Compose_WhenTheAddressIsNotOneMailbox_IsUndeliverable(string to)
    {
        EmailModel model = SampleEmails.Full(EmailKind.ResetPassword, "en") with { To = to };

        Assert.That(
            () => Compose(model),
            Throws.TypeOf<EmailException>()
                .With.Property(nameof(EmailException.Fault)).EqualTo(EmailFault.Permanent).And.Message.Not.Contains("ada"));
    }

    [TestCase("ada+tag@example.com")]
    [TestCase("o'hara@example.com")]
    [TestCase("!#$%&'*+-/=?^_`{|}~@example.com")]
    [TestCase("ada@localhost")]
    [TestCase("ada@[192.0.2.7]")]
    [TestCase("ada@bücher.example")]
    public void Compose_WhenTheAddressIsUnusual_UsesItAsTheRecipient(string to)
    {
        MimeMessage message = Compose(SampleEmails.Full(EmailKind.ResetPassword, "en") with { To = to });

        Assert.That(message.To.Mailboxes.Single().Address, Is.EqualTo(to));
    }

    [Test]
    public void Compose_WhenAValueContainsAHeaderLine_AddsNoHeader()
    {
        const string injected = "x\r\nBcc: eve@example.com\r\n\r\nbody";
        MimeMessage harmless = Reread(Compose(SampleEmails.Full(EmailKind.NewDevice, "en")));
        EmailModel model = SampleEmails.Full(EmailKind.NewDevice, "en") with
        {
            Username = injected,
            Browser = injected,
            System = injected,
            Network = injected,
            Code = injected,
            Email = injected,
            Link = injected,
        };

        MimeMessage message = Reread(Compose(model));

        Assert.That(message.Headers.Select(header => header.Field), Is.EqualTo(harmless.Headers.Select(header => header.Field)));
        Assert.That(message.Bcc, Is.Empty);
    }

    private static MimeMessage Reread(MimeMessage message)
    {
        using MemoryStream stream = new();
        message.WriteTo(stream);
        stream.Position = 0;
        return MimeMessage.Load(stream);
    }

    private MimeMessage Compose(EmailModel model) =>
        new EmailComposer(Templates, new EmailOptions { From = "Zoë <no-reply@example.com>" }, new FakeTimeProvider(TestData.Now))
            .Compose(id, model).Message;
}
