using System.Globalization;
using System.Security.Cryptography;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Mail;

namespace CleanAuth.Application.Mail;

/// <summary>Decides what the owner of an address is told, and makes the links and codes of it; they are stored with the next save.</summary>
internal sealed class LetterWriter(
    IUserRepository users,
    ISessionHistory sessions,
    IAccountLinks links,
    ILoginRecordRepository records,
    ILoginCodes loginCodes,
    ContestedAccount contested,
    ISecretProtector protector,
    SpaLinks spaLinks,
    AccountOptions options,
    TimeProvider clock)
{
    private const int Codes = 1_000_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The letter; null when there is nothing to say, or nobody to say it to.</summary>
    public async Task<Letter?> WriteAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        await WriteAsync(mail, await ReadAccountAsync(mail, cancellationToken), cancellationToken);

    private Task<User?> ReadAccountAsync(OutgoingMail mail, CancellationToken cancellationToken) => mail.UserId is { } userId
        ? users.ReadByIdAsync(userId, cancellationToken)
        : users.ReadByEmailAsync(mail.Email!, cancellationToken);

    private async Task<Letter?> WriteAsync(OutgoingMail mail, User? user, CancellationToken cancellationToken) => mail.Kind switch
    {
        // The account may be gone, and that is what the message is about.
        MailKind.AccountDeleted => await WriteFarewellAsync(mail, user, cancellationToken),
        _ when user is null => null,
        MailKind.EmailChanged => WithLink(mail, user, LinkPurpose.UndoEmailChange, mail.Email!, options.UndoLifetime),
        _ when !user.IsActive => null,
        MailKind.VerifyEmail => user.IsEmailVerified || !await MayBeToldAsync(mail, user.Email, cancellationToken)
            ? null
            : await WithinLimitAsync(mail, user, LinkPurpose.VerifyEmail, user.Email, options.VerificationLifetime, cancellationToken),

        MailKind.AddressInUse when user.IsUnclaimed => await WriteChoiceAsync(mail, user, cancellationToken),

        // Nobody but the owner or the staff has this one sent: strangers must not have used the letters up.
        MailKind.ResetPassword when mail.UserId is not null =>
            WithLink(mail, user, LinkPurpose.ResetPassword, user.Email, options.LinkLifetime),
        MailKind.AddressInUse or MailKind.ResetPassword => await WithinLimitAsync(
            mail, user, LinkPurpose.ResetPassword, user.Email, options.LinkLifetime, cancellationToken),
        MailKind.PasswordChanged => Write(mail, user, user.Email),
        MailKind.ConfirmEmailChange => await WriteConfirmationAsync(mail, user, cancellationToken),
        MailKind.LoginCode => await WriteCodeAsync(mail, user, cancellationToken),
        MailKind.NewDevice => await WriteWarningAsync(mail, user, cancellationToken),
        _ => throw new InvalidOperationException($"Nobody knows how to write {mail.Kind}."),
    };

    // Whoever reads the mail of the address chooses the password, and thereby verifies the account.
    private async Task<Letter?> WriteChoiceAsync(OutgoingMail mail, User user, CancellationToken cancellationToken)
    {
        if (await contested.ShutOutAsync(user, cancellationToken) is not { } shut)
        {
            return null;
        }

        Letter? letter = await WithinLimitAsync(
            mail, shut, LinkPurpose.ResetPassword, shut.Email, options.LinkLifetime, cancellationToken);
        return letter is null ? null : letter with { Kind = MailKind.ResetPassword };
    }

    private async Task<Letter?> WriteConfirmationAsync(OutgoingMail mail, User user, CancellationToken cancellationToken)
    {
        if (user.PendingEmail != mail.Email)
        {
            return null;
        }

        Letter? letter = await WithinLimitAsync(
            mail, user, LinkPurpose.ConfirmEmailChange, mail.Email!, options.LinkLifetime, cancellationToken);
        if (letter is null || await users.ReadByEmailAsync(mail.Email!, cancellationToken) is not { } holder)
        {
            return letter;
        }

        // Only the holder of the address learns that it has an account.
        return holder is { IsActive: true } && holder.Id != user.Id
            ? letter with { Kind = MailKind.AddressInUse, Username = holder.Username, Language = holder.Language, Link = null, ExpiresAt = null }
            : null;
    }

    private async Task<Letter?> WriteCodeAsync(OutgoingMail mail, User user, CancellationToken cancellationToken)
    {
        LoginCode? request = await loginCodes.FindAsync(mail.Subject!, cancellationToken);
        if (!options.EmailCodes || request is null || request.ExpiresAt <= clock.GetUtcNow())
        {
            return null;
        }

        Letter? letter = await WithinLimitAsync(
            mail, user, LinkPurpose.LogIn, user.Email, request.ExpiresAt - clock.GetUtcNow(), cancellationToken);
        if (letter is null)
        {
            return null;
        }

        string code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        request.Send(user.Id, protector.Protect(code));
        return letter with { Code = code };
    }

    private async Task<Letter?> WriteWarningAsync(OutgoingMail mail, User user, CancellationToken cancellationToken)
    {
        RememberedSession? found = await sessions.ReadAsync(Guid.Parse(mail.Subject!), clock.GetUtcNow(), cancellationToken);
        if (found?.Session is not { } session)
        {
            return null;
        }

        return WithLink(mail, user, LinkPurpose.ReportSession, user.Email, options.UndoLifetime) with
        {
            Network = session.Network,
            UserAgent = session.UserAgent,
            At = session.OpenedAt,
        };
    }

    private async Task<Letter?> WriteFarewellAsync(OutgoingMail mail, User? user, CancellationToken cancellationToken)
    {
        if (!await MayBeToldAsync(mail, mail.Email!, cancellationToken))
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

    // Whoever opens and deletes accounts of a stranger's address must not fill that mailbox. What is counted stays when
    // they are gone.
    private async Task<bool> MayBeToldAsync(OutgoingMail mail, string address, CancellationToken cancellationToken)
    {
        if (mail.Attempts > 0)
        {
            return true;
        }

        LoginLimit limit = new(options.MailsPerHour, options.MailsPerHour, Hour);
        LoginRecord blank = LoginRecord.Blank(address, $"mail {mail.Kind}");
        LoginRecord seen = (await records.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;
        DateTimeOffset now = clock.GetUtcNow();
        return seen.WaitUnder(limit, now) == TimeSpan.Zero
            && await records.TryReplaceAsync(seen, seen.Count(limit, now), cancellationToken);
    }

    // Anybody can ask for these, any number of times: neither the mailbox nor the store must fill up. Of the last ones there
    // is always one that is still good, but codes, of which each lets its asker guess.
    private async Task<Letter?> WithinLimitAsync(
        OutgoingMail mail,
        User user,
        LinkPurpose purpose,
        string to,
        TimeSpan lifetime,
        CancellationToken cancellationToken) =>
        await links.CountAsync(user.Id, purpose, clock.GetUtcNow() - WindowOf(purpose, lifetime), cancellationToken) < options.MailsPerHour
            ? WithLink(mail, user, purpose, to, lifetime)
            : null;

    private static TimeSpan WindowOf(LinkPurpose purpose, TimeSpan lifetime) =>
        purpose == LinkPurpose.LogIn || lifetime > Hour ? Hour : lifetime;

    private Letter WithLink(OutgoingMail mail, User user, LinkPurpose purpose, string to, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();

        // What takes a change back is as old as the change, however late it is sent.
        DateTimeOffset createdAt = purpose == LinkPurpose.UndoEmailChange ? mail.CreatedAt : now;
        (AccountLink link, string secret) = AccountLink.Create(user, purpose, to, now + lifetime, createdAt, mail.Subject);
        links.Add(link);
        return Write(mail, user, to) with { Link = spaLinks.To(purpose, secret), LinkId = link.Id, ExpiresAt = link.ExpiresAt };
    }

    private Letter Write(OutgoingMail mail, User user, string to) =>
        Address(mail, to) with { Username = user.Username, Language = user.Language, Email = user.Email };

    private Letter Address(OutgoingMail mail, string to) => new(mail.Kind, to, Username: "", Language: null)
    {
        At = mail.CreatedAt,
        Home = spaLinks.Home,
        ForgottenPassword = spaLinks.ForgottenPassword,
    };
}
