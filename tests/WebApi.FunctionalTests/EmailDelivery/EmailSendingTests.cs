using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.TestSupport.Mail;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CleanAuth.WebApi.FunctionalTests.EmailDelivery;

/// <summary>The running service sends the emails of its outbox.</summary>
internal sealed class EmailSendingTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-mail-");

    [TearDown]
    public void DeleteFolder() => folder.Delete(recursive: true);

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Email_WhenItIsInTheOutbox_ArrivesAtTheMailServer(DatabaseProvider provider)
    {
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(provider, server.Settings);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        Task sent = host.Logs.WatchForAsync("[7211]");
        await AddEmailAsync(host);

        IReadOnlyList<MimeMessage> messages = await Poll.UntilAsync(
            () => Task.FromResult(server.ReadMessages()),
            found => found.Any(IsReset));

        MimeMessage reset = messages.Single(IsReset);
        Assert.That($"{reset.To}", Is.EqualTo(TestData.Email));
        Assert.That(reset.TextBody, Does.Contain($"{CleanAuthHost.Issuer}/reset-password#token="));
        Assert.That(reset.HtmlBody, Does.Contain($"{CleanAuthHost.Issuer}/reset-password#token="));
        await sent;
        Assert.That(host.Logs.Lines, Has.None.Contains("#token="));
    }

    [Test]
    public async Task Service_WhenTheMailServerIsUnavailable_StaysReadyAndLogsNoAddress()
    {
        using RunningMailServer server = RunningMailServer.Create();
        using CleanAuthHost host = new(server.Settings);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        Task failed = host.Logs.WatchForAsync("[7204]");
        await AddEmailAsync(host);

        await failed;

        Assert.That((await api.SendAsync(HttpMethod.Get, "/health/ready")).Status, Is.EqualTo(200));
        Assert.That(host.Logs.Lines.Where(line => line.Contains("[72", StringComparison.Ordinal)), Has.None.Contains(TestData.Email));
    }

    [TestCase("Development", true)]
    [TestCase("Production", false)]
    public async Task Folder_WhenAnEmailIsWritten_LogsItsLinkInDevelopmentOnly(string environment, bool isLogged)
    {
        using CleanAuthHost host = new(("ENVIRONMENT", environment), ("Mail:Enabled", "true"), ("Mail:Folder", folder.FullName));
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        await AddEmailAsync(host);

        await Poll.UntilAsync(() => host.QueryAsync(context => context.OutgoingEmails.AnyAsync()), any => !any);

        MimeMessage reset = folder.GetFiles("*.eml").Select(file => MimeMessage.Load(file.FullName)).Single(IsReset);
        string link = reset.TextBody!.Split('\n').Single(line => line.Contains("#token=", StringComparison.Ordinal)).Trim();
        Assert.That(host.Logs.Lines.Any(line => line.Contains(link, StringComparison.Ordinal)), Is.EqualTo(isLogged));
        Assert.That(host.Logs.Lines.Any(line => line.Contains("[7202]", StringComparison.Ordinal)), Is.EqualTo(!isLogged));
    }

    // The registration sends an email too.
    private static bool IsReset(MimeMessage message) => message.Subject == "Reset your password";

    private static Task<int> AddEmailAsync(CleanAuthHost host) => host.QueryAsync(async context =>
    {
        User user = await context.Users.SingleAsync();
        context.OutgoingEmails.Add(OutgoingEmail.To(user, EmailKind.ResetPassword, host.Clock.GetUtcNow()));
        return await context.SaveChangesAsync();
    });
}
