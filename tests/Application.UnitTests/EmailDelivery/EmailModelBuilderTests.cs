using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

internal sealed class EmailModelBuilderTests
{
    private static readonly EmailKind[] AskedForByAnybody = [EmailKind.VerifyEmail, EmailKind.AddressInUse, EmailKind.ResetPassword, EmailKind.LoginCode];

    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> sessions = new();
    private readonly Mock<ISecretProtector> protector = new();

    [TestCase(EmailKind.VerifyEmail, LinkPurpose.VerifyEmail, "verify-email", 24 * 60)]
    [TestCase(EmailKind.AddressInUse, LinkPurpose.ResetPassword, "reset-password", 30)]
    [TestCase(EmailKind.ResetPassword, LinkPurpose.ResetPassword, "reset-password", 30)]
    public async Task Write_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp(
        EmailKind kind, LinkPurpose purpose, string page, int minutes)
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        EmailModel? letter = await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now));

        AccountLink link = await SavedLinkAsync();
        Assert.That((letter!.To, letter.Username, letter.ExpiresAt), Is.EqualTo((user.Email, user.Username, (DateTimeOffset?)link.ExpiresAt)));
        Assert.That((link.Purpose, link.UserId, link.ExpiresAt), Is.EqualTo((purpose, user.Id, TestData.Now.AddMinutes(minutes))));
        Assert.That(letter.Link, Does.StartWith($"https://app.example.com/{page}#token="));
        Assert.That(RandomSecret.HashOf(SecretOf(letter)), Is.EqualTo(link.Id));
    }

    // Writing a message changes no account: only the reader's answer does.
    [Test]
    public async Task Write_WhenTheAddressIsRegisteredAgain_LeavesTheAccountAsItIs()
    {
        User user = ports.Register(TestData.NewUser());

        EmailModel? letter = await WriteAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.AddressInUse, TestData.Now));

        Assert.That((letter!.Kind, user.PasswordHash, user.Epoch), Is.EqualTo((EmailKind.AddressInUse, TestData.PasswordHash, 0)));
        ports.Accounts.VerifyNoOtherCalls();
    }

    // A stranger has used up what strangers may ask for.
    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenAskedForFromAKnownNetwork_IsNotStoppedByStrangers(EmailKind kind)
    {
        User user = ports.Register(TestData.NewUser());
        LetLinksBe(user, 5, isFromKnownNetwork: false);
        string subject = Request(TestData.Now.AddMinutes(10)).Id;

        EmailModel? strangers = await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, subject));
        EmailModel? owners = await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, subject, isFromKnownNetwork: true));

        Assert.That((strangers is null, owners?.Kind), Is.EqualTo((true, (EmailKind?)kind)));
        Assert.That((await SavedLinkAsync()).IsFromKnownNetwork, Is.True);
    }

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenNobodyHasTheAddress_SaysNothing(EmailKind kind) =>
        Assert.That(await WriteAsync(OutgoingEmail.ToAddress("nobody@example.com", kind, TestData.Now, "subject")), Is.Null);

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenTheAccountIsDeactivated_SaysNothing(EmailKind kind)
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        Assert.That(await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, "subject")), Is.Null);
    }

    // Of those that count, one at least is still good.
    [TestCase(EmailKind.VerifyEmail, LinkPurpose.VerifyEmail, 60)]
    [TestCase(EmailKind.AddressInUse, LinkPurpose.ResetPassword, 30)]
    [TestCase(EmailKind.ResetPassword, LinkPurpose.ResetPassword, 30)]
    public async Task Write_WhenAskedForTooOften_SaysNothing(EmailKind kind, LinkPurpose purpose, int minutes)
    {
        User user = ports.Register(TestData.NewUser());
        LetLinksBe(user, 5, TestData.Now.AddMinutes(-minutes), purpose);

        Assert.That(await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now)), Is.Null);
        Assert.That(user.PasswordHash, Is.EqualTo(TestData.PasswordHash), "Without a letter nobody could choose another.");
    }

    // A thief could use up the links, void them, and leave the owner none. Letter case alone voids none.
    [TestCase(EmailKind.ResetPassword, "another password", true)]
    [TestCase(EmailKind.LoginCode, "another password", true)]
    [TestCase(EmailKind.ResetPassword, "another address", true)]
    [TestCase(EmailKind.LoginCode, "another address", true)]
    [TestCase(EmailKind.ResetPassword, "letter case", false)]
    [TestCase(EmailKind.LoginCode, "letter case", false)]
    [TestCase(EmailKind.VerifyEmail, "another address", false)]
    public async Task Write_WhenTheLinksBeforeAreVoid_HoldsAnotherUnlessItBindsAnAddress(EmailKind kind, string change, bool isTold)
    {
        User user = TestData.NewUser();
        AccountLink[] links = [.. Enumerable.Range(0, 5).Select(_ => LinkOf(user, kind))];
        Action apply = change switch
        {
            "another password" => () => user.ChangePassword(TestData.NewHash, TestData.Now),
            "another address" => () => user.ChangeEmail("new@example.com", TestData.Now),
            _ => () => user.ChangeEmail(user.Email.ToUpperInvariant(), TestData.Now),
        };
        apply();
        ports.Register(user);
        ports.Links
            .Setup(store => store.ReadRecentAsync(
                user.Id, links[0].Purpose, false, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(links);

        EmailModel? letter = await WriteAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id));

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItWasTriedBefore_IsNotStoppedByItsOwnLink(EmailKind kind) =>
        Assert.That(await WriteAgainAsync(kind, links: 5), Is.Not.Null);

    // Messages that were put off have no link by which they could count.
    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItWasTriedBeforeAndOthersWentOut_SaysNothing(EmailKind kind) =>
        Assert.That(await WriteAgainAsync(kind, links: 6), Is.Null);

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItIsAllowed_SaysSoBeforeItIsCounted(EmailKind kind)
    {
        User user = ports.Register(TestData.NewUser());
        OutgoingEmail mail = OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
        List<int> counted = [];
        ports.Outbox.Setup(outbox => outbox.BeginAsync(mail.Id, It.IsAny<CancellationToken>())).Callback(() => counted.Add(ports.CountedRecords.Count));

        await WriteAsync(mail);

        Assert.That(counted, Is.Not.Empty.And.ItemAt(0).Zero);
    }

    // Each code lets its asker guess five times.
    [TestCase(1_000, 4, true)]
    [TestCase(1_000, 5, false)]
    [TestCase(3, 3, false)]
    public async Task Write_WhenCodesWereSent_SendsNoMoreThanFiveAnHourHoweverManyMessagesMayBe(int mailsPerHour, int before, bool isTold)
    {
        User user = ports.Register(TestData.NewUser());
        OutgoingEmail mail = OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
        LetLinksBe(user, before, TestData.Now.AddHours(-1));

        EmailModel? letter = await Writer(Options with { MailsPerHour = mailsPerHour }).WriteAsync(mail, default);

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    // Anybody can open an account with a stranger's address, and have it written to.
    [TestCase(EmailKind.NewDevice, false, 4, true)]
    [TestCase(EmailKind.NewDevice, false, 5, false)]
    [TestCase(EmailKind.NewDevice, true, 5, true)]
    [TestCase(EmailKind.PasswordChanged, false, 4, true)]
    [TestCase(EmailKind.PasswordChanged, false, 5, false)]
    [TestCase(EmailKind.PasswordChanged, true, 5, true)]
    public async Task Write_WhenTheAccountIsUsedOften_BoundsWhatAnAddressIsToldUnlessItIsTheOwners(EmailKind kind, bool isVerified, int before, bool isTold)
    {
        User user = ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Now);
        }

        ports.StoreTries($"mail {kind}", before);

        EmailModel? letter = await WriteAsync(OutgoingEmail.To(user, kind, TestData.Now, Remember(TestData.NewSession(user)).Id.ToString()));

        Assert.That(letter is not null, Is.EqualTo(isTold));
        Assert.That(ports.CountedRecords, Has.Count.EqualTo(isTold && !isVerified ? 1 : 0));
    }

    [TestCase("ADA@example.com", false, 4, true)]
    [TestCase("ADA@example.com", false, 5, false)]
    [TestCase("ADA@example.com", true, 5, true)]
    [TestCase("new@example.com", true, 4, true)]
    [TestCase("new@example.com", true, 5, false)]
    public async Task Write_WhenTheAddressIsChangedOften_BoundsWhatTheOldOneIsToldUnlessItIsTheOwnersStill(
        string email, bool isVerified, int before, bool isTold)
    {
        User user = ports.Register(TestData.NewUser(email));
        if (isVerified)
        {
            user.VerifyEmail(TestData.Now);
        }

        ports.StoreTries($"mail {EmailKind.EmailChanged}", before);

        bool mayBe = await Writer(Options).MayBeWrittenAsync(OutgoingEmail.About(user, EmailKind.EmailChanged, TestData.Email, TestData.Now), default);

        Assert.That(mayBe, Is.EqualTo(isTold));
    }

    // One account may ask five times, but there may be any number of accounts.
    [TestCase(4, false, true)]
    [TestCase(5, false, false)]
    [TestCase(4, true, true)]
    [TestCase(5, true, false)]
    public async Task Write_WhenManyAccountsWantOneAddress_TellsItSoOften(int before, bool isTaken, bool isTold)
    {
        User user = ports.Register(TestData.NewUser("eve@example.com", "eve"));
        if (isTaken)
        {
            ports.Register(TestData.NewUser());
        }

        user.RequestEmail(TestData.Email, TestData.Now);
        ports.StoreTries($"mail {EmailKind.ConfirmEmailChange}", before);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, TestData.Email, TestData.Now));

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    [TestCase(5, true)]
    [TestCase(1, false)]
    public async Task Write_WhenAnotherMessageIsCountedMeanwhile_LooksAgain(int mailsPerHour, bool isTold)
    {
        User user = TestData.NewUser();
        ports.LetAnotherTryWin($"mail {EmailKind.AccountDeleted}");

        EmailModel? letter = await Writer(Options with { MailsPerHour = mailsPerHour })
            .WriteAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now), default);

        Assert.That(letter is not null, Is.EqualTo(isTold));
        Assert.That(ports.CountedRecords.Select(record => record.Tries), Is.EqualTo(isTold ? [2] : Array.Empty<int>()));
    }

    [TestCase(4, 0, true)]
    [TestCase(5, 0, false)]
    [TestCase(5, 1, true)]
    public async Task Write_WhenAccountsOfTheAddressComeAndGo_TellsItSoOften(int before, int attempts, bool isTold)
    {
        User user = TestData.NewUser();
        OutgoingEmail mail = OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now);
        ports.StoreTries($"mail {EmailKind.AccountDeleted}", before);
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            mail.Postpone(TestData.Now, "451");
        }

        EmailModel? letter = await WriteAsync(mail);

        Assert.That(letter is not null, Is.EqualTo(isTold));
        Assert.That(ports.CountedRecords.Select(record => record.Tries), Is.EqualTo(before == 4 ? [5] : Array.Empty<int>()));
    }

    [Test]
    public async Task Write_WhenTheAddressIsVerifiedAlready_SaysNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Now);

        Assert.That(await WriteAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.VerifyEmail, TestData.Now)), Is.Null);
    }

    [Test]
    public async Task Write_WhenThePasswordWasChanged_TellsTheOwnerWithoutAnyRight()
    {
        User user = ports.Register(TestData.NewUser());

        EmailModel? letter = await WriteAsync(OutgoingEmail.To(user, EmailKind.PasswordChanged, TestData.Now));

        Assert.That((letter!.To, letter.Link, letter.At), Is.EqualTo((user.Email, (string?)null, TestData.Now)));
        Assert.That(letter.ForgottenPassword, Is.EqualTo("https://app.example.com/forgot-password"));
    }

    [Test]
    public async Task Write_WhenAnAddressIsToBeConfirmed_GoesThere()
    {
        User user = ports.Register(TestData.NewUser());
        user.RequestEmail("new@example.com", TestData.Now);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, "new@example.com", TestData.Now));

        AccountLink link = await SavedLinkAsync();
        Assert.That((letter!.Kind, letter.To, link.Email, link.Purpose), Is.EqualTo(
            (EmailKind.ConfirmEmailChange, "new@example.com", "new@example.com", LinkPurpose.ConfirmEmailChange)));
    }

    [Test]
    public async Task Write_WhenAnotherAddressWaitsMeanwhile_SaysNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.RequestEmail("third@example.com", TestData.Now);

        Assert.That(
            await WriteAsync(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, "new@example.com", TestData.Now)),
            Is.Null);
    }

    [Test]
    public async Task Write_WhenTheAddressToBeConfirmedHasAnAccount_TellsItsHolderOnly()
    {
        User user = ports.Register(TestData.NewUser());
        User holder = ports.Register(TestData.NewUser("bob@example.com", "bob"));
        user.RequestEmail(holder.Email, TestData.Now);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, holder.Email, TestData.Now));

        Assert.That(
            (letter!.Kind, letter.To, letter.Username, letter.Link),
            Is.EqualTo((EmailKind.AddressInUse, "bob@example.com", "bob", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAddressWasChanged_TellsTheOldOneHowToTakeItBack()
    {
        User user = ports.Register(TestData.NewUser("new@example.com"));

        EmailModel? letter = await WriteAsync(OutgoingEmail.AboutChange(user, EmailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now));

        AccountLink link = await SavedLinkAsync();
        Assert.That((letter!.To, letter.Email), Is.EqualTo((TestData.Email, "new@example.com")));
        Assert.That(
            (link.Purpose, link.Email, link.CreatedAt, link.ExpiresAt),
            Is.EqualTo((LinkPurpose.UndoEmailChange, TestData.Email, user.UpdatedAt, TestData.Now.AddDays(7))));
    }

    // Somebody takes an earlier change back just then.
    [Test]
    public async Task WriteLetter_WhenTheMessageGoesWhileItIsWritten_MakesNoLink()
    {
        User user = ports.Register(TestData.NewUser("new@example.com"));
        OutgoingEmail mail = OutgoingEmail.AboutChange(user, EmailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now);
        ports.Outbox.SetupSequence(outbox => outbox.ReadAsync(mail.Id, It.IsAny<CancellationToken>())).ReturnsAsync(mail).ReturnsAsync((OutgoingEmail?)null);
        PrepareEmailHandler handler = new(ports.Outbox.Object, Writer(Options), ports.Accounts.Object, ports.UnitOfWork.Object);

        EmailModel? letter = await handler.Handle(new PrepareEmailCommand(mail.Id), default);

        Assert.That((letter, ports.Saved.Links.Count), Is.EqualTo(((EmailModel?)null, 0)));
    }

    [Test]
    public async Task WriteLetter_WhenTheAccountWentRightAfterTheChange_TellsTheEarlierAddress()
    {
        User user = TestData.NewUser("new@example.com");
        OutgoingEmail mail = OutgoingEmail.AboutChange(user, EmailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now);
        ports.Outbox.Setup(outbox => outbox.ReadAsync(mail.Id, It.IsAny<CancellationToken>())).ReturnsAsync(mail);
        PrepareEmailHandler handler = new(ports.Outbox.Object, Writer(Options), ports.Accounts.Object, ports.UnitOfWork.Object);

        EmailModel? letter = await handler.Handle(new PrepareEmailCommand(mail.Id), default);

        Assert.That((letter?.To, letter?.Link), Is.EqualTo((TestData.Email, (string?)null)));
    }

    [Test]
    public async Task Write_WhenACodeIsAskedFor_HoldsTheCodeAndStoresItEncrypted()
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(10));
        protector.Setup(secrets => secrets.Protect(It.IsAny<string>())).Returns<string>(text => $"protected {text}");

        EmailModel? letter = await WriteAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, request.Id));

        AccountLink link = await SavedLinkAsync();
        Assert.That(letter!.Code, Does.Match("^[2-9A-HJKMNP-TV-Z]{8}$"));
        Assert.That((request.UserId, request.ProtectedCode), Is.EqualTo(((Guid?)user.Id, $"protected {letter.Code}")));
        Assert.That(
            (link.Purpose, link.Subject, link.ExpiresAt),
            Is.EqualTo((LinkPurpose.LogIn, request.Id, request.ExpiresAt)));
    }

    [Test]
    public async Task Write_WhenACodeWasSentBefore_SaysTheSameAgain()
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(10));
        OutgoingEmail mail = OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, request.Id);
        protector.Setup(secrets => secrets.Protect(It.IsAny<string>())).Returns<string>(text => $"protected {text}");
        protector.Setup(secrets => secrets.Unprotect(It.IsAny<string>())).Returns<string>(text => text["protected ".Length..]);

        EmailModel? first = await WriteAsync(mail);
        EmailModel? second = await WriteAsync(mail);

        Assert.That(second!.Code, Is.EqualTo(first!.Code));
        Assert.That(request.ProtectedCode, Is.EqualTo($"protected {first.Code}"));
    }

    // The address changed hands between the two.
    [Test]
    public async Task Write_WhenTheCodeWasAnothersBefore_MakesAnother()
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(10));
        request.Send(Guid.NewGuid(), "somebody's");
        protector.Setup(secrets => secrets.Unprotect(It.IsAny<string>())).Returns<string>(text => text);

        EmailModel? letter = await WriteAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, request.Id));

        Assert.That(letter!.Code, Does.Match("^[2-9A-HJKMNP-TV-Z]{8}$"));
        Assert.That(request.UserId, Is.EqualTo(user.Id));
    }

    [TestCase(true, 0)]
    [TestCase(false, 10)]
    public async Task Write_WhenTheCodeIsOfNoUse_SaysNothing(bool isOn, int minutesLeft)
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(minutesLeft));
        OutgoingEmail mail = OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, request.Id);

        Assert.That(await Writer(Options with { EmailCodes = isOn }).WriteAsync(mail, default), Is.Null);
    }

    [Test]
    public async Task Write_WhenADeviceIsNew_SaysWhereItIsAndHowToEndIt()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = Remember(TestData.NewSession(user));

        EmailModel? letter = await WriteAsync(OutgoingEmail.To(user, EmailKind.NewDevice, TestData.Now, session.Id.ToString()));

        AccountLink link = await SavedLinkAsync();
        Assert.That(
            (letter!.Network, letter.Browser, letter.System, letter.At),
            Is.EqualTo((TestData.Network, "Firefox", "Linux", session.OpenedAt)));
        Assert.That((link.Purpose, link.Subject), Is.EqualTo((LinkPurpose.ReportSession, session.Id.ToString())));
    }

    [Test]
    public async Task Write_WhenTheAccountWentRightAfterItsAddressWasChanged_TellsTheOldOneInItsLanguage()
    {
        User user = TestData.NewUser("new@example.com");
        user.ChangeLanguage("de", TestData.Now);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.EmailChanged, TestData.Email, TestData.Now));

        Assert.That((letter!.To, letter.Language, letter.Link), Is.EqualTo((TestData.Email, "de", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAccountIsGone_SaysGoodbyeInItsLanguage()
    {
        User user = TestData.NewUser();
        user.ChangeLanguage("de", TestData.Now);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now));

        Assert.That((letter!.To, letter.Language, letter.Link), Is.EqualTo((user.Email, "de", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAccountCanBeRestored_SaysHowAndUntilWhen()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Now);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now));

        AccountLink link = await SavedLinkAsync();
        Assert.That(letter!.Link, Does.Contain("/restore-account#token="));
        Assert.That((link.Purpose, link.ExpiresAt), Is.EqualTo((LinkPurpose.RestoreAccount, TestData.Now.AddDays(14))));
    }

    // A thief may have deleted the account that often; without the link the owner would lose it.
    [TestCase(true, true)]
    [TestCase(false, false)]
    public async Task Write_WhenTheAccountWasDeletedForTheSixthTimeInAnHour_TellsTheOwnerOfAVerifiedAddress(bool isVerified, bool isTold)
    {
        User user = ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Earlier);
        }

        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Now);
        ports.StoreTries($"mail {EmailKind.AccountDeleted}", 5);

        EmailModel? letter = await WriteAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now));

        Assert.That(letter?.Link is not null, Is.EqualTo(isTold));
    }

    // Also where the message was put off until then.
    [Test]
    public async Task Write_WhenWhoLeftIsShutOutMeanwhile_GivesThemNoWayBack()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        user.Deactivate(TestData.Earlier);

        Assert.That(await WriteAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now)), Is.Null);
    }

    [Test]
    public async Task Write_WhenNoPagesAreConfigured_LeadsToTheIssuer()
    {
        User user = ports.Register(TestData.NewUser());

        EmailModel? letter = await Writer(new AccountOptions())
            .WriteAsync(OutgoingEmail.To(user, EmailKind.VerifyEmail, TestData.Now), default);

        Assert.That(letter!.Link, Does.StartWith("https://accounts.example.com/verify-email#token="));
    }

    [TestCase("https://app.example.com/#/", "https://app.example.com/#/verify-email?token=", "https://app.example.com/#/")]
    [TestCase("https://app.example.com/#/auth/", "https://app.example.com/#/auth/verify-email?token=", "https://app.example.com/#/auth/")]
    public async Task Write_WhenTheAppHasAHashRouter_LeadsToItsRoute(string configured, string start, string home)
    {
        User user = ports.Register(TestData.NewUser());

        EmailModel? letter = await Writer(new AccountOptions { SpaBaseUrl = new Uri(configured) })
            .WriteAsync(OutgoingEmail.To(user, EmailKind.VerifyEmail, TestData.Now), default);

        Assert.That(letter!.Link, Does.StartWith(start));
        Assert.That(letter.Home, Is.EqualTo(home));
    }

    private static AccountOptions Options => new() { SpaBaseUrl = new Uri("https://app.example.com"), EmailCodes = true };

    private static string SecretOf(EmailModel letter) => letter.Link![(letter.Link!.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private Task<EmailModel?> WriteAsync(OutgoingEmail mail) => Writer(Options).WriteAsync(mail, default);

    private EmailModelBuilder Writer(AccountOptions options) => new(
        ports.Users.Object,
        sessions.Object,
        ports.Links.Object,
        new EmailRateLimiter(ports.Outbox.Object, ports.Links.Object, ports.LoginRecords.Object, options, ports.Clock),
        ports.LoginCodeRepository.Object,
        protector.Object,
        new SpaLinks(options, new() { Issuer = "https://accounts.example.com" }),
        options,
        ports.Clock);

    private Session Remember(Session session)
    {
        sessions.Setup(history => history.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RememberedSession(session, HasLiveToken: true));
        return session;
    }

    private async Task<EmailModel?> WriteAgainAsync(EmailKind kind, int links)
    {
        User user = ports.Register(TestData.NewUser());
        OutgoingEmail mail = OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
        LetLinksBe(user, links);
        mail.Postpone(TestData.Now, "451");
        return await WriteAsync(mail);
    }

    private static AccountLink LinkOf(User user, EmailKind kind)
    {
        LinkPurpose purpose = kind switch
        {
            EmailKind.VerifyEmail => LinkPurpose.VerifyEmail,
            EmailKind.LoginCode => LinkPurpose.LogIn,
            _ => LinkPurpose.ResetPassword,
        };
        return AccountLink.Create(user, purpose, user.Email, TestData.Now.AddMinutes(30), TestData.Now).Link;
    }

    /// <summary>Lets the account have so many valid links of a purpose, or of every purpose.</summary>
    private void LetLinksBe(
        User user, int count, DateTimeOffset? since = null, LinkPurpose? purpose = null, bool? isFromKnownNetwork = null) => ports.Links
        .Setup(links => links.ReadRecentAsync(
            user.Id,
            It.Is<LinkPurpose>(asked => purpose == null || asked == purpose),
            It.Is<bool>(asked => isFromKnownNetwork == null || asked == isFromKnownNetwork),
            It.Is<DateTimeOffset>(time => since == null || time == since),
            It.IsAny<CancellationToken>()))
        .ReturnsAsync((Guid _, LinkPurpose asked, bool _, DateTimeOffset _, CancellationToken _) =>
            [.. Enumerable.Range(0, count).Select(_ => AccountLink.Create(user, asked, user.Email, TestData.Now.AddMinutes(30), TestData.Now).Link)]);

    private LoginCode Request(DateTimeOffset expiresAt)
    {
        LoginCode request = LoginCode.Request("nonce", expiresAt);
        ports.LoginCodeRepository.Setup(codes => codes.FindAsync(request.Id, It.IsAny<CancellationToken>())).ReturnsAsync(request);
        return request;
    }

    private async Task<AccountLink> SavedLinkAsync()
    {
        await ports.UnitOfWork.Object.SaveChangesAsync(default);
        return ports.Saved.Links.Single();
    }
}
