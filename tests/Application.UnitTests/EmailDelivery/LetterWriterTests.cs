using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.WriteLetter;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

internal sealed class LetterWriterTests
{
    private static readonly MailKind[] AskedForByAnybody = [MailKind.VerifyEmail, MailKind.AddressInUse, MailKind.ResetPassword, MailKind.LoginCode];

    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> sessions = new();
    private readonly Mock<ISecretProtector> protector = new();

    [TestCase(MailKind.VerifyEmail, LinkPurpose.VerifyEmail, "verify-email", 24 * 60)]
    [TestCase(MailKind.AddressInUse, LinkPurpose.ResetPassword, "reset-password", 30)]
    [TestCase(MailKind.ResetPassword, LinkPurpose.ResetPassword, "reset-password", 30)]
    public async Task Write_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp(
        MailKind kind, LinkPurpose purpose, string page, int minutes)
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        Letter? letter = await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now));

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

        Letter? letter = await WriteAsync(OutgoingMail.ToAddress(user.Email, MailKind.AddressInUse, TestData.Now));

        Assert.That((letter!.Kind, user.PasswordHash, user.Epoch), Is.EqualTo((MailKind.AddressInUse, TestData.PasswordHash, 0)));
        ports.Accounts.VerifyNoOtherCalls();
    }

    // A stranger has used up what strangers may ask for.
    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenAskedForFromAKnownNetwork_IsNotStoppedByStrangers(MailKind kind)
    {
        User user = ports.Register(TestData.NewUser());
        LetLinksBe(user, 5, isFromKnownNetwork: false);
        string subject = Request(TestData.Now.AddMinutes(10)).Id;

        Letter? strangers = await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now, subject));
        Letter? owners = await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now, subject, isFromKnownNetwork: true));

        Assert.That((strangers is null, owners?.Kind), Is.EqualTo((true, (MailKind?)kind)));
        Assert.That((await SavedLinkAsync()).IsFromKnownNetwork, Is.True);
    }

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenNobodyHasTheAddress_SaysNothing(MailKind kind) =>
        Assert.That(await WriteAsync(OutgoingMail.ToAddress("nobody@example.com", kind, TestData.Now, "subject")), Is.Null);

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenTheAccountIsDeactivated_SaysNothing(MailKind kind)
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        Assert.That(await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now, "subject")), Is.Null);
    }

    // Of those that count, one at least is still good.
    [TestCase(MailKind.VerifyEmail, LinkPurpose.VerifyEmail, 60)]
    [TestCase(MailKind.AddressInUse, LinkPurpose.ResetPassword, 30)]
    [TestCase(MailKind.ResetPassword, LinkPurpose.ResetPassword, 30)]
    public async Task Write_WhenAskedForTooOften_SaysNothing(MailKind kind, LinkPurpose purpose, int minutes)
    {
        User user = ports.Register(TestData.NewUser());
        LetLinksBe(user, 5, TestData.Now.AddMinutes(-minutes), purpose);

        Assert.That(await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now)), Is.Null);
        Assert.That(user.PasswordHash, Is.EqualTo(TestData.PasswordHash), "Without a letter nobody could choose another.");
    }

    // A thief could use up the links, void them, and leave the owner none. Letter case alone voids none.
    [TestCase(MailKind.ResetPassword, "another password", true)]
    [TestCase(MailKind.LoginCode, "another password", true)]
    [TestCase(MailKind.ResetPassword, "another address", true)]
    [TestCase(MailKind.LoginCode, "another address", true)]
    [TestCase(MailKind.ResetPassword, "letter case", false)]
    [TestCase(MailKind.LoginCode, "letter case", false)]
    [TestCase(MailKind.VerifyEmail, "another address", false)]
    public async Task Write_WhenTheLinksBeforeAreVoid_HoldsAnotherUnlessItBindsAnAddress(MailKind kind, string change, bool isTold)
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

        Letter? letter = await WriteAsync(OutgoingMail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id));

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItWasTriedBefore_IsNotStoppedByItsOwnLink(MailKind kind) =>
        Assert.That(await WriteAgainAsync(kind, links: 5), Is.Not.Null);

    // Messages that were put off have no link by which they could count.
    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItWasTriedBeforeAndOthersWentOut_SaysNothing(MailKind kind) =>
        Assert.That(await WriteAgainAsync(kind, links: 6), Is.Null);

    [TestCaseSource(nameof(AskedForByAnybody))]
    public async Task Write_WhenItIsAllowed_SaysSoBeforeItIsCounted(MailKind kind)
    {
        User user = ports.Register(TestData.NewUser());
        OutgoingMail mail = OutgoingMail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
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
        OutgoingMail mail = OutgoingMail.ToAddress(user.Email, MailKind.LoginCode, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
        LetLinksBe(user, before, TestData.Now.AddHours(-1));

        Letter? letter = await Writer(Options with { MailsPerHour = mailsPerHour }).WriteAsync(mail, default);

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    // Anybody can open an account with a stranger's address, and have it written to.
    [TestCase(MailKind.NewDevice, false, 4, true)]
    [TestCase(MailKind.NewDevice, false, 5, false)]
    [TestCase(MailKind.NewDevice, true, 5, true)]
    [TestCase(MailKind.PasswordChanged, false, 4, true)]
    [TestCase(MailKind.PasswordChanged, false, 5, false)]
    [TestCase(MailKind.PasswordChanged, true, 5, true)]
    public async Task Write_WhenTheAccountIsUsedOften_BoundsWhatAnAddressIsToldUnlessItIsTheOwners(MailKind kind, bool isVerified, int before, bool isTold)
    {
        User user = ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Now);
        }

        ports.StoreTries($"mail {kind}", before);

        Letter? letter = await WriteAsync(OutgoingMail.To(user, kind, TestData.Now, Remember(TestData.NewSession(user)).Id.ToString()));

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

        ports.StoreTries($"mail {MailKind.EmailChanged}", before);

        bool mayBe = await Writer(Options).MayBeWrittenAsync(OutgoingMail.About(user, MailKind.EmailChanged, TestData.Email, TestData.Now), default);

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
        ports.StoreTries($"mail {MailKind.ConfirmEmailChange}", before);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.ConfirmEmailChange, TestData.Email, TestData.Now));

        Assert.That(letter is not null, Is.EqualTo(isTold));
    }

    [TestCase(5, true)]
    [TestCase(1, false)]
    public async Task Write_WhenAnotherMessageIsCountedMeanwhile_LooksAgain(int mailsPerHour, bool isTold)
    {
        User user = TestData.NewUser();
        ports.LetAnotherTryWin($"mail {MailKind.AccountDeleted}");

        Letter? letter = await Writer(Options with { MailsPerHour = mailsPerHour })
            .WriteAsync(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now), default);

        Assert.That(letter is not null, Is.EqualTo(isTold));
        Assert.That(ports.CountedRecords.Select(record => record.Tries), Is.EqualTo(isTold ? [2] : Array.Empty<int>()));
    }

    [TestCase(4, 0, true)]
    [TestCase(5, 0, false)]
    [TestCase(5, 1, true)]
    public async Task Write_WhenAccountsOfTheAddressComeAndGo_TellsItSoOften(int before, int attempts, bool isTold)
    {
        User user = TestData.NewUser();
        OutgoingMail mail = OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now);
        ports.StoreTries($"mail {MailKind.AccountDeleted}", before);
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            mail.Postpone(TestData.Now, "451");
        }

        Letter? letter = await WriteAsync(mail);

        Assert.That(letter is not null, Is.EqualTo(isTold));
        Assert.That(ports.CountedRecords.Select(record => record.Tries), Is.EqualTo(before == 4 ? [5] : Array.Empty<int>()));
    }

    [Test]
    public async Task Write_WhenTheAddressIsVerifiedAlready_SaysNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Now);

        Assert.That(await WriteAsync(OutgoingMail.ToAddress(user.Email, MailKind.VerifyEmail, TestData.Now)), Is.Null);
    }

    [Test]
    public async Task Write_WhenThePasswordWasChanged_TellsTheOwnerWithoutAnyRight()
    {
        User user = ports.Register(TestData.NewUser());

        Letter? letter = await WriteAsync(OutgoingMail.To(user, MailKind.PasswordChanged, TestData.Now));

        Assert.That((letter!.To, letter.Link, letter.At), Is.EqualTo((user.Email, (string?)null, TestData.Now)));
        Assert.That(letter.ForgottenPassword, Is.EqualTo("https://app.example.com/forgot-password"));
    }

    [Test]
    public async Task Write_WhenAnAddressIsToBeConfirmed_GoesThere()
    {
        User user = ports.Register(TestData.NewUser());
        user.RequestEmail("new@example.com", TestData.Now);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.ConfirmEmailChange, "new@example.com", TestData.Now));

        AccountLink link = await SavedLinkAsync();
        Assert.That((letter!.Kind, letter.To, link.Email, link.Purpose), Is.EqualTo(
            (MailKind.ConfirmEmailChange, "new@example.com", "new@example.com", LinkPurpose.ConfirmEmailChange)));
    }

    [Test]
    public async Task Write_WhenAnotherAddressWaitsMeanwhile_SaysNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.RequestEmail("third@example.com", TestData.Now);

        Assert.That(
            await WriteAsync(OutgoingMail.About(user, MailKind.ConfirmEmailChange, "new@example.com", TestData.Now)),
            Is.Null);
    }

    [Test]
    public async Task Write_WhenTheAddressToBeConfirmedHasAnAccount_TellsItsHolderOnly()
    {
        User user = ports.Register(TestData.NewUser());
        User holder = ports.Register(TestData.NewUser("bob@example.com", "bob"));
        user.RequestEmail(holder.Email, TestData.Now);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.ConfirmEmailChange, holder.Email, TestData.Now));

        Assert.That(
            (letter!.Kind, letter.To, letter.Username, letter.Link),
            Is.EqualTo((MailKind.AddressInUse, "bob@example.com", "bob", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAddressWasChanged_TellsTheOldOneHowToTakeItBack()
    {
        User user = ports.Register(TestData.NewUser("new@example.com"));

        Letter? letter = await WriteAsync(OutgoingMail.AboutChange(user, MailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now));

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
        OutgoingMail mail = OutgoingMail.AboutChange(user, MailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now);
        ports.Outbox.SetupSequence(outbox => outbox.ReadAsync(mail.Id, It.IsAny<CancellationToken>())).ReturnsAsync(mail).ReturnsAsync((OutgoingMail?)null);
        WriteLetterHandler handler = new(ports.Outbox.Object, Writer(Options), ports.Accounts.Object, ports.UnitOfWork.Object);

        Letter? letter = await handler.Handle(new WriteLetterCommand(mail.Id), default);

        Assert.That((letter, ports.Saved.Links.Count), Is.EqualTo(((Letter?)null, 0)));
    }

    [Test]
    public async Task WriteLetter_WhenTheAccountWentRightAfterTheChange_TellsTheEarlierAddress()
    {
        User user = TestData.NewUser("new@example.com");
        OutgoingMail mail = OutgoingMail.AboutChange(user, MailKind.EmailChanged, TestData.Email, isNotice: false, isOfUnverifiedAddress: false, TestData.Now);
        ports.Outbox.Setup(outbox => outbox.ReadAsync(mail.Id, It.IsAny<CancellationToken>())).ReturnsAsync(mail);
        WriteLetterHandler handler = new(ports.Outbox.Object, Writer(Options), ports.Accounts.Object, ports.UnitOfWork.Object);

        Letter? letter = await handler.Handle(new WriteLetterCommand(mail.Id), default);

        Assert.That((letter?.To, letter?.Link), Is.EqualTo((TestData.Email, (string?)null)));
    }

    [Test]
    public async Task Write_WhenACodeIsAskedFor_HoldsTheCodeAndStoresItEncrypted()
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(10));
        protector.Setup(secrets => secrets.Protect(It.IsAny<string>())).Returns<string>(text => $"protected {text}");

        Letter? letter = await WriteAsync(OutgoingMail.ToAddress(user.Email, MailKind.LoginCode, TestData.Now, request.Id));

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
        OutgoingMail mail = OutgoingMail.ToAddress(user.Email, MailKind.LoginCode, TestData.Now, request.Id);
        protector.Setup(secrets => secrets.Protect(It.IsAny<string>())).Returns<string>(text => $"protected {text}");
        protector.Setup(secrets => secrets.Unprotect(It.IsAny<string>())).Returns<string>(text => text["protected ".Length..]);

        Letter? first = await WriteAsync(mail);
        Letter? second = await WriteAsync(mail);

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

        Letter? letter = await WriteAsync(OutgoingMail.ToAddress(user.Email, MailKind.LoginCode, TestData.Now, request.Id));

        Assert.That(letter!.Code, Does.Match("^[2-9A-HJKMNP-TV-Z]{8}$"));
        Assert.That(request.UserId, Is.EqualTo(user.Id));
    }

    [TestCase(true, 0)]
    [TestCase(false, 10)]
    public async Task Write_WhenTheCodeIsOfNoUse_SaysNothing(bool isOn, int minutesLeft)
    {
        User user = ports.Register(TestData.NewUser());
        LoginCode request = Request(TestData.Now.AddMinutes(minutesLeft));
        OutgoingMail mail = OutgoingMail.ToAddress(user.Email, MailKind.LoginCode, TestData.Now, request.Id);

        Assert.That(await Writer(Options with { EmailCodes = isOn }).WriteAsync(mail, default), Is.Null);
    }

    [Test]
    public async Task Write_WhenADeviceIsNew_SaysWhereItIsAndHowToEndIt()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = Remember(TestData.NewSession(user));

        Letter? letter = await WriteAsync(OutgoingMail.To(user, MailKind.NewDevice, TestData.Now, session.Id.ToString()));

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

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.EmailChanged, TestData.Email, TestData.Now));

        Assert.That((letter!.To, letter.Language, letter.Link), Is.EqualTo((TestData.Email, "de", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAccountIsGone_SaysGoodbyeInItsLanguage()
    {
        User user = TestData.NewUser();
        user.ChangeLanguage("de", TestData.Now);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now));

        Assert.That((letter!.To, letter.Language, letter.Link), Is.EqualTo((user.Email, "de", (string?)null)));
    }

    [Test]
    public async Task Write_WhenTheAccountCanBeRestored_SaysHowAndUntilWhen()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Now);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now));

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
        ports.StoreTries($"mail {MailKind.AccountDeleted}", 5);

        Letter? letter = await WriteAsync(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now));

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

        Assert.That(await WriteAsync(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, TestData.Now)), Is.Null);
    }

    [Test]
    public async Task Write_WhenNoPagesAreConfigured_LeadsToTheIssuer()
    {
        User user = ports.Register(TestData.NewUser());

        Letter? letter = await Writer(new AccountOptions())
            .WriteAsync(OutgoingMail.To(user, MailKind.VerifyEmail, TestData.Now), default);

        Assert.That(letter!.Link, Does.StartWith("https://accounts.example.com/verify-email#token="));
    }

    [TestCase("https://app.example.com/#/", "https://app.example.com/#/verify-email?token=", "https://app.example.com/#/")]
    [TestCase("https://app.example.com/#/auth/", "https://app.example.com/#/auth/verify-email?token=", "https://app.example.com/#/auth/")]
    public async Task Write_WhenTheAppHasAHashRouter_LeadsToItsRoute(string configured, string start, string home)
    {
        User user = ports.Register(TestData.NewUser());

        Letter? letter = await Writer(new AccountOptions { SpaBaseUrl = new Uri(configured) })
            .WriteAsync(OutgoingMail.To(user, MailKind.VerifyEmail, TestData.Now), default);

        Assert.That(letter!.Link, Does.StartWith(start));
        Assert.That(letter.Home, Is.EqualTo(home));
    }

    private static AccountOptions Options => new() { SpaBaseUrl = new Uri("https://app.example.com"), EmailCodes = true };

    private static string SecretOf(Letter letter) => letter.Link![(letter.Link!.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private Task<Letter?> WriteAsync(OutgoingMail mail) => Writer(Options).WriteAsync(mail, default);

    private LetterWriter Writer(AccountOptions options) => new(
        ports.Users.Object,
        sessions.Object,
        ports.Links.Object,
        new LetterLimits(ports.Outbox.Object, ports.Links.Object, ports.LoginRecords.Object, options, ports.Clock),
        ports.LoginCodes.Object,
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

    private async Task<Letter?> WriteAgainAsync(MailKind kind, int links)
    {
        User user = ports.Register(TestData.NewUser());
        OutgoingMail mail = OutgoingMail.ToAddress(user.Email, kind, TestData.Now, Request(TestData.Now.AddMinutes(10)).Id);
        LetLinksBe(user, links);
        mail.Postpone(TestData.Now, "451");
        return await WriteAsync(mail);
    }

    private static AccountLink LinkOf(User user, MailKind kind)
    {
        LinkPurpose purpose = kind switch
        {
            MailKind.VerifyEmail => LinkPurpose.VerifyEmail,
            MailKind.LoginCode => LinkPurpose.LogIn,
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
        ports.LoginCodes.Setup(codes => codes.FindAsync(request.Id, It.IsAny<CancellationToken>())).ReturnsAsync(request);
        return request;
    }

    private async Task<AccountLink> SavedLinkAsync()
    {
        await ports.UnitOfWork.Object.SaveChangesAsync(default);
        return ports.Saved.Links.Single();
    }
}
