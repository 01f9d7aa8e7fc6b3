using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Emails;

/// <summary>
/// An email that is still to be prepared and sent. It is stored together with the change that causes it. Links and codes are created
/// when the email is sent, so that the outbox holds no secret.
/// </summary>
public sealed class OutgoingEmail
{
    public const int MaxFailureLength = 256;

    private OutgoingEmail()
    {
        // for EF Core
    }

    /// <summary>A version 7 UUID, which orders emails by time. The Message-ID contains it, so that mailboxes recognize copies.</summary>
    public Guid Id { get; private set; }

    public EmailKind Kind { get; private set; }

    /// <summary>The account that the email is about; null if a caller entered an address that may have no account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The recipient; null for the address that the account has when the email is sent.</summary>
    public string? Email { get; private set; }

    /// <summary>The id of the session or of the login code that the email is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether the request came from a known network of the account. Such requests have a separate limit.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>The language of the account, which may be deleted before the email is sent.</summary>
    public string? Language { get; private set; }

    /// <summary>Whether the email is sent without the link that other emails of its kind have.</summary>
    public bool IsNotice { get; private set; }

    /// <summary>For an email about an email change: whether the previous address was never verified.</summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When the email was created. For an email about a change, the <see cref="User.UpdatedAt"/> of that change.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the next attempt is due; null if no attempt will follow.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>
    /// When the first attempt began. If the rate limits count the email, the time is stored before the attempt, so that the email is not
    /// counted twice when the service stops during the attempt.
    /// </summary>
    public DateTimeOffset? AttemptedAt { get; private set; }

    /// <summary>Why the last attempt failed. The text contains no address and no secret.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether an earlier attempt began. The rate limits counted the email at that attempt.</summary>
    public bool WasAttempted => AttemptedAt is not null;

    /// <summary>Creates an email to the address that the account has when the email is sent.</summary>
    public static OutgoingEmail To(User user, EmailKind kind, DateTimeOffset now, string? subject = null) =>
        Create(kind, user.Id, email: null, subject, user.Language, now);

    /// <summary>Creates an email about an account to a fixed address.</summary>
    public static OutgoingEmail About(User user, EmailKind kind, string email, DateTimeOffset now) =>
        Create(kind, user.Id, email, subject: null, user.Language, now);

    /// <summary>
    /// Creates an email about a change of an account to its previous address. <see cref="CreatedAt"/> is the time of the change, so that
    /// emails are ordered by change even if the clocks of instances differ.
    /// </summary>
    public static OutgoingEmail AboutChange(
        User user,
        EmailKind kind,
        string email,
        bool isNotice,
        bool isOfUnverifiedAddress,
        DateTimeOffset now)
    {
        OutgoingEmail outgoing = About(user, kind, email, now);
        outgoing.CreatedAt = user.UpdatedAt;
        outgoing.IsNotice = isNotice;
        outgoing.IsOfUnverifiedAddress = isOfUnverifiedAddress;
        return outgoing;
    }

    /// <summary>Creates an email to an address, which is sent only if an account has the address.</summary>
    public static OutgoingEmail ToAddress(
        string email,
        EmailKind kind,
        DateTimeOffset now,
        string? subject = null,
        bool isFromKnownNetwork = false)
    {
        OutgoingEmail outgoing = Create(kind, userId: null, email, subject, language: null, now);
        outgoing.IsFromKnownNetwork = isFromKnownNetwork;
        return outgoing;
    }

    /// <summary>Schedules the next attempt after one that failed.</summary>
    public void Postpone(DateTimeOffset until, string failure, DateTimeOffset now)
    {
        Fail(failure, now);
        DueAt = until;
    }

    /// <summary>Ends the attempts; an operator may <see cref="Retry"/> the email.</summary>
    public void GiveUp(string failure, DateTimeOffset now)
    {
        Fail(failure, now);
        DueAt = null;
    }

    /// <summary>Makes the email due again with no failed attempts. The rate limits do not count it again.</summary>
    public void Retry(DateTimeOffset now)
    {
        Attempts = 0;
        DueAt = now;
    }

    private static OutgoingEmail Create(
        EmailKind kind, Guid? userId, string? email, string? subject, string? language, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        UserId = userId,
        Email = email,
        Subject = subject,
        Language = language,
        CreatedAt = now,
        DueAt = now,
    };

    private void Fail(string failure, DateTimeOffset now)
    {
        Attempts++;
        AttemptedAt ??= now;
        Failure = failure.Shorten(MaxFailureLength);
    }
}
