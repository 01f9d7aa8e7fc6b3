using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Emails;

/// <summary>
/// An email that is still to be prepared and sent. It is stored together with the change that caused it. It holds no link and no
/// code: those are created when it is sent, so that the database holds no secret.
/// </summary>
public sealed class OutgoingEmail
{
    public const int MaxFailureLength = 256;

    private OutgoingEmail()
    {
        // for EF Core
    }

    /// <summary>A version 7 UUID, so that ids are ordered by time. The Message-ID holds it, so that recipients detect a copy.</summary>
    public Guid Id { get; private set; }

    public EmailKind Kind { get; private set; }

    /// <summary>The account that the email is about; null when someone entered an address that may or may not have an account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The recipient, where it is not, or may not be, the address of the account.</summary>
    public string? Email { get; private set; }

    /// <summary>The id of the session or of the login code that the email is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether a network requested it where the account logged in lately. Such requests have a limit of their own.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>The language of the account, which may be deleted before the email is sent.</summary>
    public string? Language { get; private set; }

    /// <summary>Whether it has no link, although other emails of its kind have one.</summary>
    public bool IsNotice { get; private set; }

    /// <summary>For an email about a change of the address: whether the previous address was never verified.</summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When it was created. For an email about a change, the <see cref="User.UpdatedAt"/> of that change.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the next attempt is due; null when it was given up.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When the first attempt began. It is kept when the service stops before the attempt ends.</summary>
    public DateTimeOffset? AttemptedAt { get; private set; }

    /// <summary>Why the last attempt failed, without address or secret.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether an attempt was made before. The rate limits counted the email then.</summary>
    public bool WasAttempted => AttemptedAt is not null;

    /// <summary>An email to the owner of an account, at the address that the account has when the email is sent.</summary>
    public static OutgoingEmail To(User user, EmailKind kind, DateTimeOffset now, string? subject = null) =>
        Create(kind, user.Id, email: null, subject, user.Language, now);

    /// <summary>An email about an account, to an address that is no longer or not yet its own.</summary>
    public static OutgoingEmail About(User user, EmailKind kind, string email, DateTimeOffset now) =>
        Create(kind, user.Id, email, subject: null, user.Language, now);

    /// <summary>
    /// An email about a change of an account, to an address that is no longer its own. The later of two changes has the later
    /// time, even if the clocks of two instances differ.
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

    /// <summary>An email to the owner of the account that has this address, if there is one.</summary>
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

    /// <summary>Starts the attempts anew. The email is not counted again.</summary>
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
