using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Throttling;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

/// <summary>The effect of the limits on each kind of email.</summary>
internal sealed class EmailRateLimiterTests
{
    private readonly EmailPreparation preparation = new();

    private Ports Ports => preparation.Ports;

    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenStrangersUsedUpTheirLimit_StillSendsRequestsOfAKnownNetwork(EmailKind kind)
    {
        User user = Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, 5, isFromKnownNetwork: false);
        string subject = preparation.RequestCode().Id;

        EmailModel? fromStranger = await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, subject));
        EmailModel? fromOwner = await preparation.PrepareAsync(
            OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, subject, isFromKnownNetwork: true));

        Assert.Multiple(() =>
        {
            Assert.That(fromStranger, Is.Null);
            Assert.That(fromOwner?.Kind, Is.EqualTo(kind));
            Assert.That(preparation.SavedLink.IsFromKnownNetwork, Is.True);
        });
    }

    // The window is so short that at least one of the counted links is still valid.
    [TestCase(EmailKind.VerifyEmail, LinkPurpose.VerifyEmail, 60)]
    [TestCase(EmailKind.AddressInUse, LinkPurpose.ResetPassword, 30)]
    [TestCase(EmailKind.ResetPassword, LinkPurpose.ResetPassword, 30)]
    public async Task Prepare_WhenTheLimitIsReached_ReturnsNull(EmailKind kind, LinkPurpose purpose, int minutes)
    {
        User user = Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, 5, TestData.Now.AddMinutes(-minutes), purpose);

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now)), Is.Null);
    }

    // A thief could use up the limit and void the links, so that the owner gets none. A change of case voids none.
    [TestCase(EmailKind.ResetPassword, "another password", true)]
    [TestCase(EmailKind.LoginCode, "another password", true)]
    [TestCase(EmailKind.ResetPassword, "another address", true)]
    [TestCase(EmailKind.LoginCode, "another address", true)]
    [TestCase(EmailKind.ResetPassword, "another case", false)]
    [TestCase(EmailKind.LoginCode, "another case", false)]
    [TestCase(EmailKind.VerifyEmail, "another address", false)]
    public async Task Prepare_WhenEarlierLinksAreVoid_CountsOnlyThoseThatBindAnAddress(EmailKind kind, string change, bool isSent)
    {
        User user = TestData.NewUser();
        AccountLink[] links = [.. Enumerable.Range(0, 5).Select(_ => NewLink(user, kind))];
        Action apply = change switch
        {
            "another password" => () => user.ReplacePassword(TestData.NewHash, TestData.Now),
            "another address" => () => user.ChangeEmail("new@example.com", TestData.Now),
            _ => () => user.ChangeEmail(user.Email.ToUpperInvariant(), TestData.Now),
        };
        apply();
        Ports.Register(user);
        Ports.Links
            .Setup(store => store.ReadRecentAsync(
                user.Id, links[0].Purpose, false, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(links);

        EmailModel? model = await preparation.PrepareAsync(NewRequest(user, kind));

        Assert.That(model is not null, Is.EqualTo(isSent));
    }

    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenItIsRetried_DoesNotCountItsOwnLink(EmailKind kind) =>
        Assert.That(await RetryAsync(kind, links: 5), Is.Not.Null);

    // Waiting emails have no link yet, so links alone would not limit them.
    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenItIsRetriedAfterTheLimitWasReached_ReturnsNull(EmailKind kind) =>
        Assert.That(await RetryAsync(kind, links: 6), Is.Null);

    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenItIsAllowed_RecordsTheAttemptBeforeItIsCounted(EmailKind kind)
    {
        User user = Ports.Register(TestData.NewUser());
        OutgoingEmail email = NewRequest(user, kind);
        List<int> counted = [];
        Ports.Outbox
            .Setup(outbox => outbox.BeginAttemptAsync(email.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .Callback(() => counted.Add(Ports.CountedAttempts.Count));

        await preparation.PrepareAsync(email);

        Assert.That(counted, Is.Not.Empty.And.ItemAt(0).Zero);
    }

    // Each code allows five guesses, so the number of codes must be limited.
    [TestCase(1_000, 4, true)]
    [TestCase(1_000, 5, false)]
    [TestCase(3, 3, false)]
    public async Task Prepare_WhenCodesWereSent_SendsAtMostFiveAnHour(int mailsPerHour, int before, bool isSent)
    {
        User user = Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, before, TestData.Now.AddHours(-1));
        preparation.Options = preparation.Options with { MailsPerHour = mailsPerHour };

        EmailModel? model = await preparation.PrepareAsync(NewRequest(user, EmailKind.LoginCode));

        Assert.That(model is not null, Is.EqualTo(isSent));
    }

    // An attacker can register a stranger's address and trigger emails to it.
    [TestCase(EmailKind.NewDevice, false, 4, true)]
    [TestCase(EmailKind.NewDevice, false, 5, false)]
    [TestCase(EmailKind.NewDevice, true, 5, true)]
    [TestCase(EmailKind.PasswordChanged, false, 4, true)]
    [TestCase(EmailKind.PasswordChanged, false, 5, false)]
    [TestCase(EmailKind.PasswordChanged, true, 5, true)]
    [TestCase(EmailKind.AccountSecured, false, 5, false)]
    [TestCase(EmailKind.AccountSecured, true, 5, true)]
    public async Task Prepare_WhenTheOwnerIsNotifiedOften_LimitsUnverifiedAddresses(
        EmailKind kind,
        bool isVerified,
        int before,
        bool isSent)
    {
        User user = Register(TestData.Email, isVerified);
        Ports.StoreAttempts($"{kind}", before, purpose: AttemptPurpose.Email);

        EmailModel? model = await preparation.PrepareAsync(
            OutgoingEmail.To(user, kind, TestData.Now, preparation.Store(TestData.NewSession(user)).Id.ToString()));

        Assert.Multiple(() =>
        {
            Assert.That(model is not null, Is.EqualTo(isSent));
            Assert.That(Ports.CountedAttempts, Has.Count.EqualTo(isSent && !isVerified ? 1 : 0));
        });
    }

    [TestCase("ADA@example.com", false, 4, true)]
    [TestCase("ADA@example.com", false, 5, false)]
    [TestCase("ADA@example.com", true, 5, true)]
    [TestCase("new@example.com", true, 4, true)]
    [TestCase("new@example.com", true, 5, false)]
    public async Task Prepare_WhenTheAddressIsChangedOften_LimitsThePreviousAddressUnlessItIsStillTheOwners(
        string email, bool isVerified, int before, bool isSent)
    {
        User user = Register(email, isVerified);
        Ports.StoreAttempts($"{EmailKind.EmailChanged}", before, purpose: AttemptPurpose.Email);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.About(user, EmailKind.EmailChanged, TestData.Email, TestData.Now));

        Assert.That(model is not null, Is.EqualTo(isSent));
    }

    // The limit of links is per account, and an attacker may have many accounts.
    [TestCase(4, false, true)]
    [TestCase(5, false, false)]
    [TestCase(4, true, true)]
    [TestCase(5, true, false)]
    public async Task Prepare_WhenManyAccountsRequestOneAddress_LimitsTheEmailsToIt(int before, bool isTaken, bool isSent)
    {
        User user = Ports.Register(TestData.NewUser("eve@example.com", "eve"));
        if (isTaken)
        {
            Ports.Register(TestData.NewUser());
        }

        user.RequestEmailChange(TestData.Email, TestData.Now);
        Ports.StoreAttempts($"{EmailKind.ConfirmEmailChange}", before, purpose: AttemptPurpose.Email);

        EmailModel? model = await preparation.PrepareAsync(
            OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, TestData.Email, TestData.Now));

        Assert.That(model is not null, Is.EqualTo(isSent));
    }

    [TestCase(5, true)]
    [TestCase(1, false)]
    public async Task Prepare_WhenAnotherEmailIsCountedMeanwhile_ReadsTheCounterAgain(int mailsPerHour, bool isSent)
    {
        User user = TestData.NewUser();
        Ports.LetAnotherRequestCountFirst($"{EmailKind.AccountDeleted}", AttemptPurpose.Email);
        preparation.Options = preparation.Options with { MailsPerHour = mailsPerHour };

        EmailModel? model = await preparation.PrepareAsync(
            OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now));

        Assert.Multiple(() =>
        {
            Assert.That(model is not null, Is.EqualTo(isSent));
            Assert.That(Ports.CountedAttempts.Select(counter => counter.Tries), Is.EqualTo(isSent ? [2] : Array.Empty<int>()));
        });
    }

    [TestCase(4, 0, true)]
    [TestCase(5, 0, false)]
    [TestCase(5, 1, true)]
    public async Task Prepare_WhenAccountsOfAnAddressAreDeletedRepeatedly_LimitsTheEmailsToIt(int before, int attempts, bool isSent)
    {
        User user = TestData.NewUser();
        OutgoingEmail email = OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now);
        Ports.StoreAttempts($"{EmailKind.AccountDeleted}", before, purpose: AttemptPurpose.Email);
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            email.Postpone(TestData.Now, "451", TestData.Now);
        }

        EmailModel? model = await preparation.PrepareAsync(email);

        Assert.Multiple(() =>
        {
            Assert.That(model is not null, Is.EqualTo(isSent));
            Assert.That(Ports.CountedAttempts.Select(counter => counter.Tries), Is.EqualTo(before == 4 ? [5] : Array.Empty<int>()));
        });
    }

    private static AccountLink NewLink(User user, EmailKind kind)
    {
        LinkPurpose purpose = kind switch
        {
            EmailKind.VerifyEmail => LinkPurpose.VerifyEmail,
            EmailKind.LoginCode => LinkPurpose.LogIn,
            _ => LinkPurpose.ResetPassword,
        };
        return AccountLink.Create(user, purpose, user.Email, TestData.Now.AddMinutes(30), TestData.Now).Link;
    }

    private OutgoingEmail NewRequest(User user, EmailKind kind) =>
        OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, preparation.RequestCode().Id);

    private User Register(string email, bool isVerified)
    {
        User user = Ports.Register(TestData.NewUser(email));
        if (isVerified)
        {
            user.VerifyEmail(TestData.Now);
        }

        return user;
    }

    private async Task<EmailModel?> RetryAsync(EmailKind kind, int links)
    {
        User user = Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, links);
        OutgoingEmail email = NewRequest(user, kind);
        email.Postpone(TestData.Now, "451", TestData.Now);
        return await preparation.PrepareAsync(email);
    }
}
