using System.Data.Common;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.TestSupport.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MimeKit;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Outbox;

/// <summary>The courier sends the emails of the outbox to a real mail server.</summary>
internal sealed class EmailCourierTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly User ada = TestData.NewUser();
    private readonly User bob = TestData.NewBob();

    // Notifications to a verified address have no limit.
    [SetUp]
    public void VerifyAda() => ada.VerifyEmail(TestData.Now);

    [Test]
    public async Task SendDue_WhenEmailsAreDue_SendsEachInOrderAndDeletesIt()
    {
        using RunningMailServer server = RunningMailServer.Start();
        OutgoingEmail first = NewEmail(ada, EmailKind.PasswordChanged);
        OutgoingEmail second = NewEmail(bob, EmailKind.ResetPassword, TestData.Now.AddMicroseconds(-1));
        await Database.SaveAsync(ada, bob, first, second);

        await StartInstance(server).Courier.SendDueAsync(default);

        IReadOnlyList<MimeMessage> messages = server.ReadMessages();
        Assert.That(messages.Select(message => message.MessageId), Is.EqualTo([$"{second.Id}@example.com", $"{first.Id}@example.com"]));
        Assert.That(messages.Select(message => $"{message.To}"), Is.EqualTo(["bob@example.com", "ada@example.com"]));
        Assert.That(messages[0].Subject, Is.EqualTo("Reset your password"));
        Assert.That(messages[0].TextBody, Does.Contain("/reset-password#token="));
        Assert.That(messages[0].Headers[HeaderId.AutoSubmitted], Is.EqualTo("auto-generated"));
        Assert.That(await ReadAllAsync(), Is.Empty);
        Assert.That(await CountLinksAsync(), Is.EqualTo(1));
    }

    // A stranger registers many addresses to delay the emails of others.
    [Test]
    public async Task SendDue_WhenManyVerificationsAreDueBefore_SendsTheOthersFirst()
    {
        using RunningMailServer server = RunningMailServer.Start();
        User[] strangers =
            [.. Enumerable.Range(0, 25).Select(number => TestData.NewUser($"stranger{number}@example.com", $"stranger{number}"))];
        OutgoingEmail[] verifications = [.. strangers.Select(user => NewEmail(user, EmailKind.VerifyEmail, TestData.Now.AddSeconds(-1)))];
        OutgoingEmail reset = OutgoingEmail.ToAddress(ada.Email, EmailKind.ResetPassword, TestData.Now);
        await Database.SaveAsync([ada, .. strangers, .. verifications, reset, NewEmail(ada, EmailKind.PasswordChanged)]);

        await StartInstance(server).Courier.SendDueAsync(default);

        string[] to = [.. server.ReadMessages().Select(message => $"{message.To}")];
        Assert.That(to, Has.Length.EqualTo(27));
        Assert.That(to[..2], Is.All.EqualTo(ada.Email));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    // A password reset that is requested meanwhile waits only for these.
    [Test]
    public async Task ReadDue_WhenOnlyVerificationsAreDue_ReturnsFew()
    {
        OutgoingEmail[] verifications = [.. Enumerable.Range(0, 25).Select(_ => NewEmail(ada, EmailKind.VerifyEmail))];
        await Database.SaveAsync([ada, .. verifications]);

        IReadOnlyList<Guid> taken = await Database.InScopeAsync(scope => scope.Outbox.ReadDueAsync(TestData.Now, 100, [], default));

        Assert.That(taken, Has.Count.EqualTo(10));
    }

    // The first attempt has used up the limit of one email; the retry must not be counted again.
    [TestCase(EmailKind.ResetPassword)]
    [TestCase(EmailKind.VerifyEmail)]
    [TestCase(EmailKind.PasswordChanged)]
    public async Task SendDue_WhenTheServiceStoppedAfterAnEmailWasPrepared_SendsIt(EmailKind kind)
    {
        using RunningMailServer server = RunningMailServer.Start();
        OutgoingEmail email = kind == EmailKind.PasswordChanged
            ? NewEmail(bob, kind)
            : OutgoingEmail.ToAddress(bob.Email, kind, TestData.Now);
        await Database.SaveAsync(bob, email);
        ServiceInstance stopped = StartInstance(server, ("Accounts:MailsPerHour", "1"));
        await stopped.PrepareEmailAsync(email.Id);

        await StartInstance(server, ("Accounts:MailsPerHour", "1")).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => message.MessageId), Is.EqualTo([$"{email.Id}@example.com"]));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task SendDue_WhenThereIsNothingToSend_DeletesTheEmail()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync(OutgoingEmail.ToAddress("nobody@example.com", EmailKind.ResetPassword, TestData.Now));

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages(), Is.Empty);
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task SendDue_WhenAnEmailIsNotDueYet_Waits()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.PasswordChanged, TestData.Now.AddMicroseconds(1)));
        ServiceInstance instance = StartInstance(server);

        await instance.Courier.SendDueAsync(default);
        int before = server.ReadMessages().Count;
        instance.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await instance.Courier.SendDueAsync(default);

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task SendDue_WhenARecipientIsRefused_GivesUpAtOnceAndSendsTheOthers()
    {
        using RunningMailServer server = RunningMailServer.Start();
        User refused = TestData.NewUser("refused@example.com", "eve");
        await Database.SaveAsync(
            refused,
            ada,
            NewEmail(refused, EmailKind.ResetPassword, TestData.Now.AddSeconds(-1)),
            NewEmail(ada, EmailKind.PasswordChanged));

        await StartInstance(server).Courier.SendDueAsync(default);

        OutgoingEmail givenUp = (await ReadAllAsync()).Single();
        Assert.That(
            (givenUp.DueAt, givenUp.Attempts, givenUp.Failure),
            Is.EqualTo(((DateTimeOffset?)null, 1, "The recipient was refused (550).")));
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(await CountLinksAsync(), Is.Zero, "The link was not sent.");
    }

    [Test]
    public async Task SendDue_WhenARecipientIsRefusedTemporarily_RetriesItAndSendsTheOthers()
    {
        using RunningMailServer server = RunningMailServer.Start(later: 2);
        User later = TestData.NewUser("later@example.com", "eve");
        await Database.SaveAsync(
            later, ada, NewEmail(later, EmailKind.ResetPassword, TestData.Now.AddSeconds(-1)), NewEmail(ada, EmailKind.PasswordChanged));
        ServiceInstance instance = StartInstance(server);

        await instance.Courier.SendDueAsync(default);
        OutgoingEmail waiting = (await ReadAllAsync()).Single();
        string[] sentAtOnce = [.. server.ReadMessages().Select(message => $"{message.To}")];
        await AfterAsync(instance, TimeSpan.FromSeconds(10));
        await AfterAsync(instance, TimeSpan.FromSeconds(30));

        Assert.That((waiting.Attempts, waiting.Failure), Is.EqualTo((1, "The recipient was refused temporarily (451).")));
        Assert.That(waiting.DueAt - TestData.Now, Is.InRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10)));
        Assert.That(sentAtOnce, Is.EqualTo(["ada@example.com"]));
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com", "later@example.com"]));
        Assert.That(await ReadAllAsync(), Is.Empty);
        Assert.That(await CountLinksAsync(), Is.EqualTo(1), "Three links were created, and two of them were not sent.");
    }

    // An attacker can trigger emails that a mail server refuses as spam.
    [TestCase(1)]
    [TestCase(5)]
    public async Task SendDue_WhenTheContentIsRefused_PostponesThoseEmailsAndSendsTheOthers(int count)
    {
        using RunningMailServer server = RunningMailServer.Start();
        User[] unwanted = Unwanted(count);
        OutgoingEmail last = NewEmail(ada, EmailKind.ResetPassword, TestData.Now.AddMicroseconds(1));
        await Database.SaveAsync([.. unwanted, ada, .. unwanted.Select(user => NewEmail(user, EmailKind.ResetPassword)), last]);
        ServiceInstance instance = StartInstance(server);

        await AfterAsync(instance, TimeSpan.FromMicroseconds(1));

        List<OutgoingEmail> waiting = await ReadAllAsync();
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(waiting.Select(email => (email.Attempts, email.Failure)), Is.All.EqualTo((1, "The email was refused (554).")));
        Assert.That(waiting, Has.Count.EqualTo(count));
        Assert.That(await CountLinksAsync(), Is.EqualTo(1), "The others were not sent.");
    }

    [TestCase(2, 1)]
    [TestCase(3, 0)]
    public async Task SendDue_WhenThreeEmailsAreRefusedAndNoneIsAccepted_PausesBeforeTheNext(int count, int sent)
    {
        using RunningMailServer server = RunningMailServer.Start();
        User[] unwanted = Unwanted(count);
        await Database.SaveAsync([.. unwanted, ada, .. unwanted.Select(user => NewEmail(user, EmailKind.PasswordChanged))]);
        ServiceInstance instance = StartInstance(server);
        await instance.Courier.SendDueAsync(default);
        await Database.SaveAsync(NewEmail(ada, EmailKind.PasswordChanged));

        await AfterAsync(instance, TimeSpan.FromSeconds(1.9));
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(0.1));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((sent, 1)));
    }

    [Test]
    public async Task SendDue_WhenTheAttemptsAreUsedUp_GivesUp()
    {
        using RunningMailServer server = RunningMailServer.Start(later: 100);
        User later = TestData.NewUser("later@example.com", "eve");
        await Database.SaveAsync(later, NewEmail(later, EmailKind.PasswordChanged));
        ServiceInstance instance = StartInstance(server, ("Mail:MaxAttempts", "3"));

        await instance.Courier.SendDueAsync(default);
        await AfterAsync(instance, TimeSpan.FromHours(1));
        OutgoingEmail before = (await ReadAllAsync()).Single();
        await AfterAsync(instance, TimeSpan.FromHours(1));
        OutgoingEmail after = (await ReadAllAsync()).Single();

        Assert.That((before.DueAt is null, before.Attempts), Is.EqualTo((false, 2)));
        Assert.That((after.DueAt is null, after.Attempts), Is.EqualTo((true, 3)));
    }

    [Test]
    public async Task SendDue_WhenTheServerIsUnavailable_WaitsAndCountsNoAttempt()
    {
        using RunningMailServer server = RunningMailServer.Create();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.ResetPassword));
        ServiceInstance instance = StartInstance(server);

        for (int attempt = 0; attempt < 20; attempt++)
        {
            await AfterAsync(instance, TimeSpan.FromMinutes(1));
        }

        OutgoingEmail waiting = (await ReadAllAsync()).Single();
        int links = await CountLinksAsync();
        server.Listen();
        await AfterAsync(instance, TimeSpan.FromMinutes(1));
        Assert.That((waiting.Attempts, links), Is.EqualTo((0, 0)));
        Assert.That(server.ReadMessages(), Has.One.Items);
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task SendDue_WhenTheServerWasUnavailable_PausesBeforeTheNextAttempt()
    {
        using RunningMailServer server = RunningMailServer.Create();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.PasswordChanged));
        ServiceInstance instance = StartInstance(server);
        await instance.Courier.SendDueAsync(default);
        server.Listen();

        await AfterAsync(instance, TimeSpan.FromSeconds(1.9));
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(0.1));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task SendDue_WhenATemplateFailsForOneEmail_SendsTheOthers()
    {
        using RunningMailServer server = RunningMailServer.Start();
        string templates = Path.Combine(Path.GetDirectoryName(Database.KeysFolder)!, "templates", "en");
        Directory.CreateDirectory(templates);
        await File.WriteAllTextAsync(
            Path.Combine(templates, "password_changed.text.liquid"),
            "{% if username == 'bob' %}{{ username | shout }}{% endif %}");
        await Database.SaveAsync(
            ada, bob, NewEmail(bob, EmailKind.PasswordChanged, TestData.Now.AddSeconds(-1)), NewEmail(ada, EmailKind.PasswordChanged));

        await StartInstance(server, ("Mail:TemplatesPath", Path.GetDirectoryName(templates)!)).Courier.SendDueAsync(default);

        OutgoingEmail waiting = (await ReadAllAsync()).Single();
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That((waiting.UserId, waiting.Attempts), Is.EqualTo(((Guid?)bob.Id, 1)));
        Assert.That(waiting.Failure, Does.Contain("password_changed.text.liquid"));
    }

    [Test]
    public async Task SendDue_WhenARowCannotBeRead_SendsTheOthersAndKeepsIt()
    {
        using RunningMailServer server = RunningMailServer.Start();
        OutgoingEmail unreadable = NewEmail(bob, EmailKind.PasswordChanged, TestData.Now.AddSeconds(-1));
        await Database.SaveAsync(ada, bob, unreadable, NewEmail(ada, EmailKind.PasswordChanged));
        await Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlAsync(
            $"""UPDATE "OutgoingMails" SET "Kind" = 'OfALaterVersion' WHERE "Id" = {unreadable.Id}"""));

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task SendDue_WhenThereAreMoreEmailsThanABatch_SendsAll()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync([ada, .. Enumerable.Range(0, 101).Select(_ => NewEmail(ada, EmailKind.PasswordChanged))]);

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => message.MessageId).Distinct().Count(), Is.EqualTo(101));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task SendDue_WhenTwoInstancesSend_SendsEachEmailOnce()
    {
        using RunningMailServer server = RunningMailServer.Start();
        OutgoingEmail[] emails = [.. Enumerable.Range(0, 40).Select(_ => NewEmail(ada, EmailKind.PasswordChanged))];
        await Database.SaveAsync([ada, .. emails]);
        ServiceInstance[] instances = [StartInstance(server), StartInstance(server)];

        while ((await ReadAllAsync()).Count > 0)
        {
            await Race.RunAsync(8, async caller =>
            {
                await instances[caller % 2].Courier.SendDueAsync(default);
                return true;
            });
        }

        Assert.That(
            server.ReadMessages().Select(message => message.MessageId),
            Is.EquivalentTo(emails.Select(email => $"{email.Id}@example.com")));
    }

    [Test]
    public async Task SendDue_WhenAnotherInstanceHoldsTheLease_SendsNothing()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.PasswordChanged));
        await Database.InScopeAsync(scope => scope.Leases.TryAcquireAsync(EmailCourier.LeaseName, TimeSpan.FromSeconds(15), default));
        ServiceInstance instance = StartInstance(server);

        await instance.Courier.SendDueAsync(default);
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(15));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task SendDue_WhenARowCannotBeDeleted_DoesNotSendTheEmailAgain()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.PasswordChanged));
        FailingDelete failing = new();
        ServiceInstance instance = Database.StartInstance(interceptor: failing, settings: server.Settings);

        Assert.That(async () => await instance.Courier.SendDueAsync(default), Throws.InstanceOf<DbException>());
        int left = (await ReadAllAsync()).Count;
        failing.Fails = false;
        await instance.Courier.SendDueAsync(default);

        Assert.That((left, (await ReadAllAsync()).Count, server.ReadMessages().Count), Is.EqualTo((1, 0, 1)));
    }

    [Test]
    public async Task SendDue_WhenItIsDone_ReleasesTheLease()
    {
        using RunningMailServer server = RunningMailServer.Start();
        await Database.SaveAsync(ada, NewEmail(ada, EmailKind.PasswordChanged));

        await StartInstance(server).Courier.SendDueAsync(default);

        Lease lease = await Database.InScopeAsync(scope => scope.Context.Leases.SingleAsync(row => row.Id == EmailCourier.LeaseName));
        Assert.That(lease.Until, Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task SendDue_WhenStopped_FinishesTheCurrentEmailAndReleasesTheLease()
    {
        using RunningMailServer server = RunningMailServer.Start(delay: TimeSpan.FromMilliseconds(500));
        await Database.SaveAsync(
            ada,
            NewEmail(ada, EmailKind.PasswordChanged),
            NewEmail(ada, EmailKind.PasswordChanged),
            NewEmail(ada, EmailKind.PasswordChanged));
        using CancellationTokenSource stopping = new();
        Task sending = StartInstance(server).Courier.SendDueAsync(stopping.Token);
        await Poll.UntilAsync(() => Task.FromResult(server.ReadCount()), count => count > 0);

        await stopping.CancelAsync();
        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());

        Lease lease = await Database.InScopeAsync(scope => scope.Context.Leases.SingleAsync(row => row.Id == EmailCourier.LeaseName));
        Assert.That((await ReadAllAsync()).Count + server.ReadMessages().Count, Is.EqualTo(3), "No email is both sent and stored.");
        Assert.That(lease.Until, Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task SendDue_WhenTheTransportIsAFolder_WritesAFileThatOnlyItsOwnerCanRead()
    {
        OutgoingEmail email = NewEmail(ada, EmailKind.PasswordChanged);
        await Database.SaveAsync(ada, email);

        await Database.Instance.Courier.SendDueAsync(default);

        FileInfo file = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(Database.KeysFolder)!, "mail")).GetFiles().Single();
        Assert.That(file.Name, Is.EqualTo($"{email.Id}.eml"));
        Assert.That((await MimeMessage.LoadAsync(file.FullName)).MessageId, Is.EqualTo($"{email.Id}@localhost"));
        Assert.That(await ReadAllAsync(), Is.Empty);
        if (!OperatingSystem.IsWindows())
        {
            Assert.That((file.UnixFileMode, file.Directory!.UnixFileMode), Is.EqualTo((
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)));
        }
    }

    // The username is part of the email, and the mail server refuses the word "unwanted".
    private static User[] Unwanted(int count) =>
        [.. Enumerable.Range(0, count).Select(number => TestData.NewUser($"eve{number}@example.com", $"unwanted{number}"))];

    private static OutgoingEmail NewEmail(User user, EmailKind kind, DateTimeOffset? at = null) =>
        OutgoingEmail.To(user, kind, at ?? TestData.Now);

    private static async Task AfterAsync(ServiceInstance instance, TimeSpan pause)
    {
        instance.Clock.Advance(pause);
        await instance.Courier.SendDueAsync(default);
    }

    private ServiceInstance StartInstance(RunningMailServer server, params (string Name, string Value)[] settings) =>
        Database.StartInstance(settings: [.. server.Settings, .. settings]);

    private Task<List<OutgoingEmail>> ReadAllAsync() =>
        Database.InScopeAsync(scope => scope.Context.OutgoingEmails.AsNoTracking().ToListAsync());

    private Task<int> CountLinksAsync() => Database.InScopeAsync(scope => scope.Context.AccountLinks.CountAsync());

    /// <summary>Makes each deletion from the outbox fail.</summary>
    private sealed class FailingDelete : DbCommandInterceptor
    {
        public bool Fails { get; set; } = true;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default) =>
            Fails && DeleteStatement.TableOf(command.CommandText) == "OutgoingMails"
                ? throw DriverErrors.TimedOut(command)
                : ValueTask.FromResult(result);
    }
}
