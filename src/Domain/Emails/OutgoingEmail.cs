using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Emails;

/// <summary>
/// A message that is still to be written and sent, stored together with what caused it. It holds no link and no code: those
/// are made when it is sent, so that no secret lies in the store.
/// </summary>
public sealed class OutgoingEmail
{
    public const int MaxFailureLength = 256;

    /// <summary>The failure of an attempt that is under way; nothing takes its place where the service dies meanwhile.</summary>
    public const string Interrupted = "The service stopped before it was sent.";

    private OutgoingEmail()
    {
        // for EF Core
    }

    /// <summary>Grows with time. The Message-ID is made of it, so that a message which is sent twice is seen to be one.</summary>
    public Guid Id { get; private set; }

    public EmailKind Kind { get; private set; }

    /// <summary>The account that it is about; null when somebody gave an address that may or may not have one.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>An address that is not, or not known to be, the account's.</summary>
    public string? Email { get; private set; }

    /// <summary>The session or the login code that it is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether it was asked for from a network where the account logged in lately: a stranger's requests must not use those up.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>The language of an account that may be gone when the message is sent.</summary>
    public string? Language { get; private set; }

    /// <summary>Whether it only informs, though others of its kind carry a link.</summary>
    public bool IsNotice { get; private set; }

    /// <summary>Of one about a change of the address, whether the earlier address was never verified.</summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When it was made; of one about a change, the <see cref="User.UpdatedAt"/> of that change.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it is tried (again); null once it was given up.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed, without address or secret.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether an attempt was begun before: the message was counted then, and may be among what is counted now.</summary>
    public bool WasTried => Failure is not null;

    /// <summary>To the owner of an account, wherever that is when it is sent.</summary>
    public static OutgoingEmail To(User user, EmailKind kind, DateTimeOffset now, string? subject = null) =>
        Of(kind, user.Id, email: null, subject, user.Language, now);

    /// <summary>About an account, to an address that is not its own any more or not yet.</summary>
    public static OutgoingEmail About(User user, EmailKind kind, string email, DateTimeOffset now) =>
        Of(kind, user.Id, email, subject: null, user.Language, now);

    /// <summary>
    /// About a change of an account that was just made, to an address that is not its own any more. Of two changes the later
    /// one has the later time, whatever the clocks of two instances say.
    /// </summary>
    public static OutgoingEmail AboutChange(
        User user,
        EmailKind kind,
        string email,
        bool isNotice,
        bool isOfUnverifiedAddress,
        DateTimeOffset now)
    {
        OutgoingEmail mail = About(user, kind, email, now);
        mail.CreatedAt = user.UpdatedAt;
        mail.IsNotice = isNotice;
        mail.IsOfUnverifiedAddress = isOfUnverifiedAddress;
        return mail;
    }

    /// <summary>To the owner of the account with this address, if there is one.</summary>
    public static OutgoingEmail ToAddress(
        string email,
        EmailKind kind,
        DateTimeOffset now,
        string? subject = null,
        bool isFromKnownNetwork = false)
    {
        OutgoingEmail mail = Of(kind, userId: null, email, subject, language: null, now);
        mail.IsFromKnownNetwork = isFromKnownNetwork;
        return mail;
    }

    /// <summary>Puts it off after an attempt that failed.</summary>
    public void Postpone(DateTimeOffset until, string failure)
    {
        Attempts++;
        DueAt = until;
        Failure = failure.Shorten(MaxFailureLength);
    }

    /// <summary>Gives it up; an operator may <see cref="Retry"/> it.</summary>
    public void GiveUp(string failure)
    {
        Attempts++;
        DueAt = null;
        Failure = failure.Shorten(MaxFailureLength);
    }

    /// <summary>Has it tried as if it were new, though it stays one that was counted.</summary>
    public void Retry(DateTimeOffset now)
    {
        Attempts = 0;
        DueAt = now;
    }

    private static OutgoingEmail Of(EmailKind kind, Guid? userId, string? email, string? subject, string? language, DateTimeOffset now) => new()
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
}
