using System.Data.Common;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.MailServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MimeKit;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Outbox;

/// <summary>The outbox is brought out to a real mail server.</summary>
internal sealed class EmailCourierTests(DatabaseProvider provider) : StoreTests(provider)
{
    private readonly User ada = TestData.NewUser();
    private readonly User bob = TestData.NewBob();

    // What is told to the owner of a verified address has no bound.
    [SetUp]
    public void VerifyAda() => ada.VerifyEmail(TestData.Now);

    [Test]
    public async Task Deliver_WhenMessagesAreDue_SendsEachInItsOrderAndEmptiesTheOutbox()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        OutgoingEmail first = Mail(ada, EmailKind.PasswordChanged);
        OutgoingEmail second = Mail(bob, EmailKind.ResetPassword, TestData.Now.AddMicroseconds(-1));
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
    public async Task Deliver_WhenManyVerificationsAreDueBefore_SendsTheOthersFirst()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        User[] strangers = [.. Enumerable.Range(0, 25).Select(number => TestData.NewUser($"stranger{number}@example.com", $"stranger{number}"))];
        OutgoingEmail[] verifications = [.. strangers.Select(user => Mail(user, EmailKind.VerifyEmail, TestData.Now.AddSeconds(-1)))];
        OutgoingEmail reset = OutgoingEmail.ToAddress(ada.Email, EmailKind.ResetPassword, TestData.Now);
        await Database.SaveAsync([ada, .. strangers, .. verifications, reset, Mail(ada, EmailKind.PasswordChanged)]);

        await StartInstance(server).Courier.SendDueAsync(default);

        string[] to = [.. server.ReadMessages().Select(message => $"{message.To}")];
        Assert.That(to, Has.Length.EqualTo(27));
        Assert.That(to[..2], Is.All.EqualTo(ada.Email));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    // A reset that comes meanwhile waits for these only.
    [Test]
    public async Task ReadDue_WhenOnlyVerificationsAreDue_TakesAFew()
    {
        OutgoingEmail[] verifications = [.. Enumerable.Range(0, 25).Select(_ => Mail(ada, EmailKind.VerifyEmail))];
        await Database.SaveAsync([ada, .. verifications]);

        IReadOnlyList<Guid> taken = await Database.InScopeAsync(scope => scope.Outbox.ReadDueAsync(TestData.Now, 100, [], default));

        Assert.That(taken, Has.Count.EqualTo(10));
    }

    // What it made then is counted, and is all that may be.
    [TestCase(EmailKind.ResetPassword)]
    [TestCase(EmailKind.VerifyEmail)]
    [TestCase(EmailKind.PasswordChanged)]
    public async Task Deliver_WhenTheServiceDiedRightAfterAMessageWasWritten_SendsItAllTheSame(EmailKind kind)
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        OutgoingEmail mail = kind == EmailKind.PasswordChanged ? Mail(bob, kind) : OutgoingEmail.ToAddress(bob.Email, kind, TestData.Now);
        await Database.SaveAsync(bob, mail);
        ServiceInstance dead = StartInstance(server, ("Accounts:MailsPerHour", "1"));
        await dead.PrepareEmailAsync(mail.Id);

        await StartInstance(server, ("Accounts:MailsPerHour", "1")).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => message.MessageId), Is.EqualTo([$"{mail.Id}@example.com"]));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task Deliver_WhenThereIsNothingToSay_SendsNothingAndForgetsIt()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync(OutgoingEmail.ToAddress("nobody@example.com", EmailKind.ResetPassword, TestData.Now));

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages(), Is.Empty);
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task Deliver_WhenAMessageIsNotDueYet_Waits()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged, TestData.Now.AddMicroseconds(1)));
        ServiceInstance instance = StartInstance(server);

        await instance.Courier.SendDueAsync(default);
        int before = server.ReadMessages().Count;
        instance.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await instance.Courier.SendDueAsync(default);

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Deliver_WhenARecipientIsRefused_GivesUpAtOnceAndSendsTheOthers()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        User refused = TestData.NewUser("refused@example.com", "eve");
        await Database.SaveAsync(refused, ada, Mail(refused, EmailKind.ResetPassword, TestData.Now.AddSeconds(-1)), Mail(ada, EmailKind.PasswordChanged));

        await StartInstance(server).Courier.SendDueAsync(default);

        OutgoingEmail dead = (await ReadAllAsync()).Single();
        Assert.That((dead.DueAt, dead.Attempts, dead.Failure), Is.EqualTo(((DateTimeOffset?)null, 1, "The recipient was refused (550).")));
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(await CountLinksAsync(), Is.Zero, "Nobody was told of the link.");
    }

    [Test]
    public async Task Deliver_WhenARecipientIsPutOff_TriesItLaterAndSendsTheOthersNow()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync(later: 2);
        User later = TestData.NewUser("later@example.com", "eve");
        await Database.SaveAsync(later, ada, Mail(later, EmailKind.ResetPassword, TestData.Now.AddSeconds(-1)), Mail(ada, EmailKind.PasswordChanged));
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
        Assert.That(await CountLinksAsync(), Is.EqualTo(1), "Of three that were made two went to nobody.");
    }

    // Anybody can have us write what a server takes for spam.
    [TestCase(1)]
    [TestCase(5)]
    public async Task Deliver_WhenMessagesAreRefusedForWhatTheySay_PutsThoseOffAndSendsTheOthersNow(int count)
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        User[] unwanted = Unwanted(count);
        await Database.SaveAsync([.. unwanted, ada, .. unwanted.Select(user => Mail(user, EmailKind.ResetPassword)), Mail(ada, EmailKind.ResetPassword, TestData.Now.AddMicroseconds(1))]);
        ServiceInstance instance = StartInstance(server);

        await AfterAsync(instance, TimeSpan.FromMicroseconds(1));

        List<OutgoingEmail> waiting = await ReadAllAsync();
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(waiting.Select(mail => (mail.Attempts, mail.Failure)), Is.All.EqualTo((1, "The email was refused (554).")));
        Assert.That(waiting, Has.Count.EqualTo(count));
        Assert.That(await CountLinksAsync(), Is.EqualTo(1), "Nobody was told of the others.");
    }

    [TestCase(2, 1)]
    [TestCase(3, 0)]
    public async Task Deliver_WhenEveryMessageIsRefused_SparesTheServerFromTheThirdOn(int count, int sent)
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        User[] unwanted = Unwanted(count);
        await Database.SaveAsync([.. unwanted, ada, .. unwanted.Select(user => Mail(user, EmailKind.PasswordChanged))]);
        ServiceInstance instance = StartInstance(server);
        await instance.Courier.SendDueAsync(default);
        await Database.SaveAsync(Mail(ada, EmailKind.PasswordChanged));

        await AfterAsync(instance, TimeSpan.FromSeconds(1.9));
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(0.1));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((sent, 1)));
    }

    [Test]
    public async Task Deliver_WhenItIsPutOffTooOften_GivesUp()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync(later: 100);
        User later = TestData.NewUser("later@example.com", "eve");
        await Database.SaveAsync(later, Mail(later, EmailKind.PasswordChanged));
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
    public async Task Deliver_WhenTheServerIsAway_WaitsAndUsesUpNothing()
    {
        using RunningMailServer server = RunningMailServer.Create();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.ResetPassword));
        ServiceInstance instance = StartInstance(server);

        for (int attempt = 0; attempt < 20; attempt++)
        {
            await AfterAsync(instance, TimeSpan.FromMinutes(1));
        }

        OutgoingEmail waiting = (await ReadAllAsync()).Single();
        int links = await CountLinksAsync();
        await server.StartAsync();
        await AfterAsync(instance, TimeSpan.FromMinutes(1));
        Assert.That((waiting.Attempts, links), Is.EqualTo((0, 0)));
        Assert.That(server.ReadMessages(), Has.One.Items);
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task Deliver_WhenTheServerWasAway_SparesItForAWhile()
    {
        using RunningMailServer server = RunningMailServer.Create();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged));
        ServiceInstance instance = StartInstance(server);
        await instance.Courier.SendDueAsync(default);
        await server.StartAsync();

        await AfterAsync(instance, TimeSpan.FromSeconds(1.9));
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(0.1));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Deliver_WhenATemplateFailsOnOneLetter_SendsTheOthers()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        string templates = Path.Combine(Path.GetDirectoryName(Database.KeysFolder)!, "templates", "en");
        Directory.CreateDirectory(templates);
        await File.WriteAllTextAsync(
            Path.Combine(templates, "password_changed.text.liquid"),
            "{% if username == 'bob' %}{{ username | shout }}{% endif %}");
        await Database.SaveAsync(ada, bob, Mail(bob, EmailKind.PasswordChanged, TestData.Now.AddSeconds(-1)), Mail(ada, EmailKind.PasswordChanged));

        await StartInstance(server, ("Mail:TemplatesPath", Path.GetDirectoryName(templates)!)).Courier.SendDueAsync(default);

        OutgoingEmail waiting = (await ReadAllAsync()).Single();
        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That((waiting.UserId, waiting.Attempts), Is.EqualTo(((Guid?)bob.Id, 1)));
        Assert.That(waiting.Failure, Does.Contain("password_changed.text.liquid"));
    }

    [Test]
    public async Task Deliver_WhenARowCannotBeRead_SendsTheOthersAndKeepsIt()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        OutgoingEmail strange = Mail(bob, EmailKind.PasswordChanged, TestData.Now.AddSeconds(-1));
        await Database.SaveAsync(ada, bob, strange, Mail(ada, EmailKind.PasswordChanged));
        await Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlAsync(
            $"""UPDATE "OutgoingMails" SET "Kind" = 'OfALaterVersion' WHERE "Id" = {strange.Id}"""));

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => $"{message.To}"), Is.EqualTo(["ada@example.com"]));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.OutgoingMails.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Deliver_WhenMessagesAreMoreThanABatch_SendsAll()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync([ada, .. Enumerable.Range(0, 101).Select(_ => Mail(ada, EmailKind.PasswordChanged))]);

        await StartInstance(server).Courier.SendDueAsync(default);

        Assert.That(server.ReadMessages().Select(message => message.MessageId).Distinct().Count(), Is.EqualTo(101));
        Assert.That(await ReadAllAsync(), Is.Empty);
    }

    [Test]
    public async Task Deliver_WhenTwoInstancesDoSo_SendsEachMessageOnce()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        OutgoingEmail[] mails = [.. Enumerable.Range(0, 200).Select(_ => Mail(ada, EmailKind.PasswordChanged))];
        await Database.SaveAsync([ada, .. mails]);
        ServiceInstance[] instances = [StartInstance(server), StartInstance(server)];

        while ((await ReadAllAsync()).Count > 0)
        {
            await Race.RunAsync(8, async caller =>
            {
                await instances[caller % 2].Courier.SendDueAsync(default);
                return true;
            });
        }

        Assert.That(server.ReadMessages().Select(message => message.MessageId), Is.EquivalentTo(mails.Select(mail => $"{mail.Id}@example.com")));
    }

    [Test]
    public async Task Deliver_WhenAnotherInstanceHoldsTheLease_LeavesItToThat()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged));
        await Database.InScopeAsync(scope => scope.Leases.TryTakeAsync(EmailCourier.Work, TimeSpan.FromSeconds(15), default));
        ServiceInstance instance = StartInstance(server);

        await instance.Courier.SendDueAsync(default);
        int before = server.ReadMessages().Count;
        await AfterAsync(instance, TimeSpan.FromSeconds(15));

        Assert.That((before, server.ReadMessages().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Deliver_WhenARowCannotBeDeleted_DoesNotSendItAgain()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged));
        FailingDelete failing = new();
        ServiceInstance instance = Database.StartInstance(interceptor: failing, settings: server.Settings);

        Assert.That(async () => await instance.Courier.SendDueAsync(default), Throws.InstanceOf<DbException>());
        int left = (await ReadAllAsync()).Count;
        failing.Fails = false;
        await instance.Courier.SendDueAsync(default);

        Assert.That((left, (await ReadAllAsync()).Count, server.ReadMessages().Count), Is.EqualTo((1, 0, 1)));
    }

    [Test]
    public async Task Deliver_WhenItIsDone_GivesTheLeaseBack()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync();
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged));

        await StartInstance(server).Courier.SendDueAsync(default);

        Lease lease = await Database.InScopeAsync(scope => scope.Context.Leases.SingleAsync(row => row.Id == EmailCourier.Work));
        Assert.That(lease.Until, Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task Deliver_WhenStopped_FinishesWhatIsUnderWayAndGivesTheLeaseBack()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync(delay: TimeSpan.FromMilliseconds(500));
        await Database.SaveAsync(ada, Mail(ada, EmailKind.PasswordChanged), Mail(ada, EmailKind.PasswordChanged), Mail(ada, EmailKind.PasswordChanged));
        using CancellationTokenSource stopping = new();
        Task delivering = StartInstance(server).Courier.SendDueAsync(stopping.Token);
        while (server.ReadMessages().Count == 0)
        {
            await Task.Yield();
        }

        await stopping.CancelAsync();
        Assert.That(async () => await delivering, Throws.InstanceOf<OperationCanceledException>());

        Lease lease = await Database.InScopeAsync(scope => scope.Context.Leases.SingleAsync(row => row.Id == EmailCourier.Work));
        Assert.That((await ReadAllAsync()).Count + server.ReadMessages().Count, Is.EqualTo(3), "None is both sent and there.");
        Assert.That(lease.Until, Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task Deliver_WhenMailGoesIntoAFolder_PutsItThereForItsOwnerAlone()
    {
        OutgoingEmail mail = Mail(ada, EmailKind.PasswordChanged);
        await Database.SaveAsync(ada, mail);

        await Database.Instance.Courier.SendDueAsync(default);

        FileInfo file = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(Database.KeysFolder)!, "mail")).GetFiles().Single();
        Assert.That(file.Name, Is.EqualTo($"{mail.Id}.eml"));
        Assert.That((await MimeMessage.LoadAsync(file.FullName)).MessageId, Is.EqualTo($"{mail.Id}@localhost"));
        Assert.That(await ReadAllAsync(), Is.Empty);
        if (!OperatingSystem.IsWindows())
        {
            Assert.That((file.UnixFileMode, file.Directory!.UnixFileMode), Is.EqualTo((
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)));
        }
    }

    // What they are called is in what they are sent.
    private static User[] Unwanted(int count) =>
        [.. Enumerable.Range(0, count).Select(number => TestData.NewUser($"eve{number}@example.com", $"unwanted{number}"))];

    private static OutgoingEmail Mail(User user, EmailKind kind, DateTimeOffset? at = null) => OutgoingEmail.To(user, kind, at ?? TestData.Now);

    private static async Task AfterAsync(ServiceInstance instance, TimeSpan pause)
    {
        instance.Clock.Advance(pause);
        await instance.Courier.SendDueAsync(default);
    }

    private ServiceInstance StartInstance(RunningMailServer server, params (string Name, string Value)[] settings) =>
        Database.StartInstance(settings: [.. server.Settings, .. settings]);

    private Task<List<OutgoingEmail>> ReadAllAsync() => Database.InScopeAsync(scope => scope.Context.OutgoingMails.AsNoTracking().ToListAsync());

    private Task<int> CountLinksAsync() => Database.InScopeAsync(scope => scope.Context.AccountLinks.CountAsync());

    /// <summary>A store that fails to delete from the outbox.</summary>
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
