using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>Decides what the owner of an address is told, and makes the links and codes of it; they are stored with the next save.</summary>
internal sealed class EmailModelBuilder(
    IUserRepository users,
    ISessionHistory sessions,
    IAccountLinkRepository links,
    EmailRateLimiter limits,
    ILoginCodeRepository loginCodes,
    ISecretProtector protector,
    SpaLinks spaLinks,
    AccountOptions options,
    TimeProvider clock)
{
    /// <summary>
    /// Whether an earlier address may hear of one more change. It is counted at once, so ask outside of any transaction; the other
    /// kinds are counted when they are written.
    /// </summary>
    public async Task<bool> MayBeWrittenAsync(OutgoingEmail mail, CancellationToken cancellationToken) =>
        mail.Kind != EmailKind.EmailChanged || await MayBeToldOfChangeAsync(mail, await ReadAccountAsync(mail, cancellationToken), cancellationToken);

    /// <summary>The letter; null when there is nothing to say, or nobody to say it to.</summary>
    public async Task<EmailModel?> WriteAsync(OutgoingEmail mail, CancellationToken cancellationToken) =>
        await WriteAsync(mail, await ReadAccountAsync(mail, cancellationToken), cancellationToken);

    private Task<User?> ReadAccountAsync(OutgoingEmail mail, CancellationToken cancellationToken) => mail.UserId is { } userId
        ? users.ReadByIdAsync(userId, cancellationToken)
        : users.ReadByEmailAsync(mail.Email!, cancellationToken);

    private async Task<EmailModel?> WriteAsync(OutgoingEmail mail, User? user, CancellationToken cancellationToken) => mail.Kind switch
    {
        // The account is deleted, and with it what a link would give back.
        EmailKind.EmailChanged when user is null => Address(mail, mail.Email!) with { Language = mail.Language },

        // A link could give the account to a member of staff who had entered the address.
        EmailKind.EmailChanged when mail.IsNotice => Write(mail, user, mail.Email!),

        // The account may be gone, and that is what the message is about.
        EmailKind.AccountDeleted => await WriteFarewellAsync(mail, user, cancellationToken),
        _ when user is null => null,
        EmailKind.EmailChanged => WithLink(mail, user, LinkPurpose.UndoEmailChange, mail.Email!, options.UndoLifetime),
        _ when !user.IsActive => null,
        EmailKind.VerifyEmail => user.IsEmailVerified || !await limits.MayBeToldAsync(mail, user.Email, cancellationToken)
            ? null
            : await WithinLimitAsync(mail, user, LinkPurpose.VerifyEmail, user.Email, options.VerificationLifetime, cancellationToken),

        // Nobody but the owner or the staff has this one sent: strangers must not have used the letters up.
        EmailKind.ResetPassword when mail.UserId is not null =>
            WithLink(mail, user, LinkPurpose.ResetPassword, user.Email, options.LinkLifetime),
        EmailKind.AddressInUse or EmailKind.ResetPassword => await WithinLimitAsync(
            mail, user, LinkPurpose.ResetPassword, user.Email, options.LinkLifetime, cancellationToken),
        EmailKind.PasswordChanged or EmailKind.AccountSecured => await MayOwnerBeToldAsync(mail, user, cancellationToken) ? Write(mail, user, user.Email) : null,
        EmailKind.ConfirmEmailChange => await WriteConfirmationAsync(mail, user, cancellationToken),
        EmailKind.LoginCode => await WriteCodeAsync(mail, user, cancellationToken),
        EmailKind.NewDevice => await WriteWarningAsync(mail, user, cancellationToken),
        _ => throw new InvalidOperationException($"Nobody knows how to write {mail.Kind}."),
    };

    private async Task<EmailModel?> WriteConfirmationAsync(OutgoingEmail mail, User user, CancellationToken cancellationToken)
    {
        if (user.PendingEmail != mail.Email || !await limits.MayBeToldAsync(mail, mail.Email!, cancellationToken))
        {
            return null;
        }

        EmailModel? letter = await WithinLimitAsync(
            mail, user, LinkPurpose.ConfirmEmailChange, mail.Email!, options.LinkLifetime, cancellationToken);
        if (letter is null || await users.ReadByEmailAsync(mail.Email!, cancellationToken) is not { } holder)
        {
            return letter;
        }

        // Only the holder of the address learns that it has an account.
        return holder is { IsActive: true } && holder.Id != user.Id
            ? letter with { Kind = EmailKind.AddressInUse, Username = holder.Username, Language = holder.Language, Link = null, ExpiresAt = null }
            : null;
    }

    private async Task<EmailModel?> WriteCodeAsync(OutgoingEmail mail, User user, CancellationToken cancellationToken)
    {
        if (!options.EmailCodes
            || !await limits.MayHaveLinkAsync(mail, user, LinkPurpose.LogIn, options.CodeLifetime, cancellationToken)
            || await loginCodes.FindAsync(mail.Subject!, cancellationToken) is not { } request
            || request.ExpiresAt <= clock.GetUtcNow())
        {
            return null;
        }

        string code = SentBefore(request, user) ?? LoginCode.NewCode();
        request.Send(user.Id, protector.Protect(code));
        return WithLink(mail, user, LinkPurpose.LogIn, user.Email, request.ExpiresAt - clock.GetUtcNow()) with { Code = code };
    }

    // A message that goes out twice is one message, so both must say the same.
    private string? SentBefore(LoginCode request, User user) =>
        request.UserId == user.Id && request.ProtectedCode is { } code ? protector.Unprotect(code) : null;

    private async Task<EmailModel?> WriteWarningAsync(OutgoingEmail mail, User user, CancellationToken cancellationToken)
    {
        RememberedSession? found = await sessions.ReadAsync(Guid.Parse(mail.Subject!), clock.GetUtcNow(), cancellationToken);
        if (found?.Session is not { } session || !await MayOwnerBeToldAsync(mail, user, cancellationToken))
        {
            return null;
        }

        return WithLink(mail, user, LinkPurpose.ReportSession, user.Email, options.UndoLifetime) with
        {
            Network = session.Network,
            Browser = KnownBrowsers.BrowserIn(session.UserAgent),
            System = KnownBrowsers.SystemIn(session.UserAgent),
            At = session.OpenedAt,
        };
    }

    private async Task<EmailModel?> WriteFarewellAsync(OutgoingEmail mail, User? user, CancellationToken cancellationToken)
    {
        // The owner of a verified address must get each link to restore the account. Every round takes a new password: a restore voids the old one.
        if (user is not { IsEmailVerified: true } && !await limits.MayBeToldAsync(mail, mail.Email!, cancellationToken))
        {
            return null;
        }

        TimeSpan left = user?.EraseAt - clock.GetUtcNow() ?? TimeSpan.Zero;
        return user switch
        {
            null => Address(mail, mail.Email!) with { Language = mail.Language },

            // Who was restored or shut out meanwhile has nothing to be told.
            { AwaitsErasure: false } => null,
            _ when left > TimeSpan.Zero => WithLink(mail, user, LinkPurpose.RestoreAccount, mail.Email!, left),
            _ => Write(mail, user, mail.Email!),
        };
    }

    // Who has shown the address to be theirs hears of everything: else a thief could use up what they may be told. Of any other
    // address nobody knows whose it is, so it must not fill up.
    private async Task<bool> MayOwnerBeToldAsync(OutgoingEmail mail, User user, CancellationToken cancellationToken) =>
        user.IsEmailVerified || await limits.MayBeToldAsync(mail, user.Email, cancellationToken);

    // The address may be the account's still, in other letters.
    private Task<bool> MayBeToldOfChangeAsync(OutgoingEmail mail, User? user, CancellationToken cancellationToken) =>
        user is not null && user.NormalizedEmail == EmailAddress.KeyOf(mail.Email!)
            ? MayOwnerBeToldAsync(mail, user, cancellationToken)
            : limits.MayBeToldAsync(mail, mail.Email!, cancellationToken);

    private async Task<EmailModel?> WithinLimitAsync(
        OutgoingEmail mail,
        User user,
        LinkPurpose purpose,
        string to,
        TimeSpan lifetime,
        CancellationToken cancellationToken) =>
        await limits.MayHaveLinkAsync(mail, user, purpose, lifetime, cancellationToken)
            ? WithLink(mail, user, purpose, to, lifetime)
            : null;

    private EmailModel WithLink(OutgoingEmail mail, User user, LinkPurpose purpose, string to, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();

        // What takes a change back is as old as the change, however late it is sent.
        DateTimeOffset createdAt = purpose == LinkPurpose.UndoEmailChange ? mail.CreatedAt : now;
        (AccountLink link, string secret) = AccountLink.Create(
            user, purpose, to, now + lifetime, createdAt, mail.Subject, mail.IsFromKnownNetwork, mail.IsOfUnverifiedAddress);
        links.Add(link);
        return Write(mail, user, to) with { Link = spaLinks.To(purpose, secret), LinkId = link.Id, ExpiresAt = link.ExpiresAt };
    }

    private EmailModel Write(OutgoingEmail mail, User user, string to) =>
        Address(mail, to) with { Username = user.Username, Language = user.Language, Email = user.Email };

    private EmailModel Address(OutgoingEmail mail, string to) => new(mail.Kind, to, Username: "", Language: null)
    {
        At = mail.CreatedAt,
        Home = spaLinks.Home,
        ForgottenPassword = spaLinks.ForgottenPassword,
    };
}
