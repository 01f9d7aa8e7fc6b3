using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.Builders;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

/// <summary>The use case that prepares an email, with all builders and stubbed ports.</summary>
internal sealed class EmailPreparation
{
    /// <summary>The kinds that anyone can request by entering an address.</summary>
    public static readonly EmailKind[] RequestedByAnyone =
        [EmailKind.VerifyEmail, EmailKind.AddressInUse, EmailKind.ResetPassword, EmailKind.LoginCode];

    public Ports Ports { get; } = new();

    public Mock<ISecretProtector> Protector { get; } = new();

    public AccountOptions Options { get; set; } = new() { SpaBaseUrl = new Uri("https://app.example.com"), EmailCodes = true };

    public AccountLink SavedLink => Ports.Saved.Links.Single();

    private Mock<ISessionHistory> Sessions { get; } = new();

    /// <summary>Adds an email to the outbox and prepares it.</summary>
    public Task<EmailModel?> PrepareAsync(OutgoingEmail email)
    {
        Ports.Outbox.Setup(outbox => outbox.ReadAsync(email.Id, It.IsAny<CancellationToken>())).ReturnsAsync(email);
        return PrepareAsync(email.Id);
    }

    /// <summary>Prepares an email of the outbox.</summary>
    public Task<EmailModel?> PrepareAsync(Guid id) =>
        new PrepareEmailHandler(Ports.Outbox.Object, Ports.Users.Object, Builders(), Ports.UnitOfWork.Object)
            .Handle(new PrepareEmailCommand(id), default);

    /// <summary>Stores a request for a login code.</summary>
    public LoginCode RequestCode(DateTimeOffset? expiresAt = null)
    {
        LoginCode request = LoginCode.Request("nonce", expiresAt ?? TestData.Now.AddMinutes(10));
        Ports.LoginCodes.Setup(codes => codes.FindAsync(request.Id, It.IsAny<CancellationToken>())).ReturnsAsync(request);
        return request;
    }

    /// <summary>Stores a session.</summary>
    public Session Store(Session session)
    {
        Sessions.Setup(history => history.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));
        return session;
    }

    /// <summary>Stores valid links of an account. A parameter that is null matches any value.</summary>
    public void StoreLinks(
        User user, int count, DateTimeOffset? since = null, LinkPurpose? purpose = null, bool? isFromKnownNetwork = null) => Ports.Links
        .Setup(links => links.ReadRecentAsync(
            user.Id,
            It.Is<LinkPurpose>(asked => purpose == null || asked == purpose),
            It.Is<bool>(asked => isFromKnownNetwork == null || asked == isFromKnownNetwork),
            It.Is<DateTimeOffset>(time => since == null || time == since),
            It.IsAny<CancellationToken>()))
        .ReturnsAsync((Guid _, LinkPurpose asked, bool _, DateTimeOffset _, CancellationToken _) =>
        [
            .. Enumerable.Range(0, count)
                .Select(_ => AccountLink.Create(user, asked, user.Email, TestData.Now.AddMinutes(30), TestData.Now).Link),
        ]);

    private IEmailBuilder[] Builders()
    {
        EmailRateLimiter limiter = new(Ports.Outbox.Object, Ports.Links.Object, Ports.AttemptCounters.Object, Options, Ports.Clock);
        EmailModelFactory models = new(Ports.Links.Object, new(Options, new() { Issuer = "https://accounts.example.com" }), Ports.Clock);
        return
        [
            new AccountDeletedBuilder(limiter, models, Ports.Clock),
            new AccountSecuredBuilder(limiter, models),
            new AddressInUseBuilder(limiter, models, Options),
            new ConfirmEmailChangeBuilder(Ports.Users.Object, limiter, models, Options),
            new EmailChangedBuilder(Ports.Outbox.Object, Ports.Accounts, limiter, models, Options),
            new LoginCodeBuilder(Ports.LoginCodes.Object, Protector.Object, limiter, models, Options, Ports.Clock),
            new NewDeviceBuilder(Sessions.Object, limiter, models, Options, Ports.Clock),
            new PasswordChangedBuilder(limiter, models),
            new ResetPasswordBuilder(limiter, models, Options),
            new VerifyEmailBuilder(limiter, models, Options),
        ];
    }
}
