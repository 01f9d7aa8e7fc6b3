using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using CleanAuth.TestSupport.Mail;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Smtp;

internal sealed class SmtpTransportTests
{
    private const string Password = "correct horse";

    [Test]
    public async Task Connect_WhenTheServerRequiresALogin_LogsIn()
    {
        using RunningMailServer server = RunningMailServer.Start(login: $"ada:{Password}");

        await using IEmailConnection connection = await Transport(server, Password).ConnectAsync(default);

        Assert.That(connection, Is.Not.Null);
    }

    [Test]
    public async Task Connect_WhenTheLoginIsRefused_FailsWithoutShowingASecret()
    {
        using RunningMailServer server = RunningMailServer.Start(login: $"ada:{Password}");

        EmailException failure = await FailureOfAsync(Transport(server, "battery staple"));

        Assert.That(failure.Fault, Is.EqualTo(EmailFault.Server));
        Assert.That(failure.Message, Is.EqualTo("The mail server cannot be used (AuthenticationException)."));
    }

    [Test]
    public async Task Connect_WhenTheServerOffersNoTls_SendsNothing()
    {
        using RunningMailServer server = RunningMailServer.Start(login: $"ada:{Password}");

        EmailException failure = await FailureOfAsync(Transport(server, Password, SmtpSecurity.StartTls));

        Assert.That(
            (failure.Fault, failure.Message),
            Is.EqualTo((EmailFault.Server, "The mail server cannot be used (NotSupportedException).")));
    }

    [Test]
    public async Task Connect_WhenTheServerIsNotRunning_Fails()
    {
        using RunningMailServer server = RunningMailServer.Create();

        EmailException failure = await FailureOfAsync(Transport(server, Password));

        Assert.That(
            (failure.Fault, failure.Message),
            Is.EqualTo((EmailFault.Server, "The mail server cannot be used (ConnectionRefused).")));
    }

    [TestCase(null, "EHLO example.com")]
    [TestCase("", "EHLO example.com")]
    [TestCase("accounts.example.net", "EHLO accounts.example.net")]
    [TestCase("192.0.2.7", "EHLO [192.0.2.7]")]
    public async Task Connect_WhenTheServerRefusesNamesWithoutADomain_SendsAFullName(string? localName, string greeting)
    {
        using StrictMailServer server = new();
        SmtpTransport transport = new(
            new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, LocalName = localName },
            new EmailOptions { From = "Example <no-reply@example.com>" });

        await using IEmailConnection connection = await transport.ConnectAsync(default);

        Assert.That(await server.Greeting, Is.EqualTo(greeting));
    }

    [Test]
    public async Task Send_WhenTheServerIsTooSlow_ReportsThatTheEmailMayBeSent()
    {
        using RunningMailServer server = RunningMailServer.Start(delay: TimeSpan.FromMinutes(1));
        await using IEmailConnection connection =
            await Transport(server, password: null, timeout: TimeSpan.FromSeconds(1)).ConnectAsync(default);
        EmailComposer composer = new(new TemplateLoader(), new EmailOptions(), TimeProvider.System);
        EmailMessage email = composer.Compose(Guid.NewGuid(), SampleEmails.Full(Domain.Emails.EmailKind.VerifyEmail, "en"));

        EmailException failure = await FailureOfAsync(() => connection.SendAsync(email, default));

        Assert.That((failure.Fault, failure.MayBeSent), Is.EqualTo((EmailFault.Server, true)));
    }

    private static SmtpTransport Transport(
        RunningMailServer server,
        string? password,
        SmtpSecurity security = SmtpSecurity.None,
        TimeSpan? timeout = null) => new(new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = security,
            Username = password is null ? null : "ada",
            Password = password,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        },
        new EmailOptions());

    private static Task<EmailException> FailureOfAsync(SmtpTransport transport) => FailureOfAsync(() => transport.ConnectAsync(default));

    private static async Task<EmailException> FailureOfAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (EmailException exception)
        {
            return exception;
        }

        throw new AssertionException("It did not fail.");
    }
}
