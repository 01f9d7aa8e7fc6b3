namespace CleanAuth.Domain.Accounts;

/// <summary>A person's account: how they sign in, what they say of themselves, and what they may do.</summary>
public sealed class User
{
    /// <summary>The beginning of what is stored in place of a hash where no password opens the account, as in Django.</summary>
    public const char NoPasswordMark = '!';

    private User()
    {
        // for EF Core
    }

    public Guid Id { get; private set; }

    /// <summary>The address as given, with its domain in lower case.</summary>
    public string Email { get; private set; } = null!;

    public string NormalizedEmail { get; private set; } = null!;

    /// <summary>When the owner last showed that mail to the address reaches them; null while they have not.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    /// <summary>The address that takes the place of <see cref="Email"/> once it is confirmed.</summary>
    public string? PendingEmail { get; private set; }

    /// <summary>The member of staff who set <see cref="Email"/>, until the owner chooses a password by a link or confirms another address; they may be deleted.</summary>
    public Guid? EmailSetBy { get; private set; }

    /// <summary>The member of staff who set <see cref="PasswordHash"/>, until the owner chooses a password by a link; they may be deleted.</summary>
    public Guid? PasswordSetBy { get; private set; }

    public string Username { get; private set; } = null!;

    public string NormalizedUsername { get; private set; } = null!;

    public string PasswordHash { get; private set; } = null!;

    /// <summary>Whether a password opens the account; an owner without one chooses one by a reset link.</summary>
    public bool HasPassword => PasswordHash[0] != NoPasswordMark;

    public string? Bio { get; private set; }

    public string? FullName { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    /// <summary>The language of messages to the owner as a BCP 47 tag; null for the default.</summary>
    public string? Language { get; private set; }

    public bool IsActive { get; private set; }

    public bool IsStaff { get; private set; }

    public bool IsSuperuser { get; private set; }

    /// <summary>What the account may do in the admin, beside what its groups may; <see cref="Accounts.Permissions"/> has the names.</summary>
    public PermissionSet Permissions { get; private set; } = PermissionSet.None;

    /// <summary>
    /// Grows when earlier links must become void, such as after a reset or a deactivation. A password change by the holder counts only
    /// while the address is verified.
    /// It guards every save, so that a login that read the account before such a change cannot finish after it.
    /// </summary>
    public int Epoch { get; private set; }

    /// <summary>
    /// How often all sessions were ended while the links stayed. Links depend on <see cref="Epoch"/> alone: a thief with one
    /// session must not be able to void the owner's reset link by ending the others, nor the holder of an unverified account by
    /// changing its password. It guards every save too.
    /// </summary>
    public int SessionEndings { get; private set; }

    /// <summary>The epoch of sessions and tokens: it grows with <see cref="Epoch"/>, and when all sessions are ended.</summary>
    public int SessionEpoch => Epoch + SessionEndings;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed. No two changes have the same, so that it tells one state of the account from another.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    /// <summary>When the account is erased for good, unless it is activated, or its address verified, or it is shut for good after its owner left.</summary>
    public DateTimeOffset? EraseAt { get; private set; }

    /// <summary>
    /// Whether its owner left, and it is shut until it is erased: while that lasts, it can be brought back. Who leaves has
    /// logged in; an account that is to be erased and never was used only lacks a verified address.
    /// </summary>
    public bool AwaitsErasure => !IsActive && EraseAt is not null && LastLoginAt is not null;

    /// <summary>Whether mail to the address is known to reach the owner.</summary>
    public bool IsEmailVerified => EmailVerifiedAt is not null;

    /// <summary>
    /// Whether the address is verified and staff set neither the address nor the password. Otherwise another person may have prepared
    /// a way to log in, to use once the account has rights.
    /// </summary>
    public bool HasProvenOwner => IsEmailVerified && EmailSetBy is null && PasswordSetBy is null;

    public static User Register(
        string email,
        string username,
        string passwordHash,
        string? bio,
        string? fullName,
        DateTimeOffset now)
    {
        User user = new()
        {
            Id = Guid.CreateVersion7(now),
            PasswordHash = passwordHash,
            Bio = bio,
            FullName = fullName,
            IsActive = true,
            CreatedAt = now,
        };
        user.SetEmail(email);
        user.SetUsername(username);
        user.Touch(now);
        return user;
    }

    /// <summary>Takes another address at once; it has yet to be verified.</summary>
    public void ChangeEmail(string email, DateTimeOffset now)
    {
        SetEmail(email);
        PendingEmail = null;
        Touch(now);
    }

    /// <summary>Notes that a member of staff, not the owner, set the address.</summary>
    public void MarkEmailSetBy(Guid staffId) => EmailSetBy = staffId;

    /// <summary>Notes that a member of staff, not the owner, set the password.</summary>
    public void MarkPasswordSetBy(Guid staffId) => PasswordSetBy = staffId;

    /// <summary>Notes that the owner chose a password by a link which was sent to the address: nobody else knows it.</summary>
    public void ClaimCredentials()
    {
        EmailSetBy = null;
        ClaimPassword();
    }

    /// <summary>Notes that the password is not known to staff: the operator of the service, who is trusted, set it.</summary>
    public void ClaimPassword() => PasswordSetBy = null;

    /// <summary>Notes an address that is to be confirmed before it is used.</summary>
    public void RequestEmail(string email, DateTimeOffset now)
    {
        PendingEmail = AccountName.LowerDomain(email);
        Touch(now);
    }

    /// <summary>Notes that mail to the address reached the owner. An account that was to be erased without that stays.</summary>
    public void VerifyEmail(DateTimeOffset now)
    {
        EmailVerifiedAt = now;
        EraseAt = null;
        Touch(now);
    }

    /// <summary>Takes the address that was waiting for it, from which the confirmation came: its owner chose it, not staff.</summary>
    /// <exception cref="InvalidOperationException">None was waiting.</exception>
    public void ConfirmEmail(DateTimeOffset now)
    {
        ChangeEmail(PendingEmail ?? throw new InvalidOperationException("No address waits to be confirmed."), now);
        VerifyEmail(now);
        EmailSetBy = null;
    }

    /// <summary>Takes an earlier address back, from which that was asked for. What was granted meanwhile is over.</summary>
    public void RestoreEmail(string email, DateTimeOffset now)
    {
        ChangeEmail(email, now);
        VerifyEmail(now);
        Epoch++;
    }

    public void ChangeLanguage(string? language, DateTimeOffset now)
    {
        Language = language;
        Touch(now);
    }

    /// <summary>Has the account erased unless its address is verified, or somebody logs in, by then.</summary>
    public void ExpireUnlessVerified(DateTimeOffset at) => EraseAt = at;

    /// <summary>Shuts the account, to be erased at a time.</summary>
    public void ScheduleErasure(DateTimeOffset at, DateTimeOffset now)
    {
        Deactivate(now);
        EraseAt = at;
    }

    public void ChangeUsername(string username, DateTimeOffset now)
    {
        SetUsername(username);
        Touch(now);
    }

    public void ChangeBio(string? bio, DateTimeOffset now)
    {
        Bio = bio;
        Touch(now);
    }

    public void ChangeFullName(string? fullName, DateTimeOffset now)
    {
        FullName = fullName;
        Touch(now);
    }

    public void ChangeBirthDate(DateOnly? birthDate, DateTimeOffset now)
    {
        BirthDate = birthDate;
        Touch(now);
    }

    /// <summary>Takes another password. Whoever knew the old one may have asked for another address, so that is over too.</summary>
    public void ChangePassword(string passwordHash, DateTimeOffset now)
    {
        SetPassword(passwordHash, now);
        Epoch++;
    }

    /// <summary>
    /// Takes a password from the holder of the account, who knows the one before. While the address is not verified, sessions and tokens
    /// end but links stay valid: an attacker who registered a stranger's address could void each link that its owner asks for.
    /// </summary>
    public void ChangeOwnPassword(string passwordHash, DateTimeOffset now)
    {
        if (IsEmailVerified)
        {
            ChangePassword(passwordHash, now);
            return;
        }

        SetPassword(passwordHash, now);
        EndSessions();
    }

    /// <summary>Takes the password away, so that none opens the account until the owner chooses one by a link.</summary>
    public void VoidPassword(DateTimeOffset now) => ChangePassword($"{NoPasswordMark}", now);

    /// <summary>
    /// Gives the account to the reader of its address, with the password that they chose, if any. The first proof takes away what
    /// somebody else may have set before: the password and the address that waits to be confirmed. Returns whether this was the first.
    /// </summary>
    public bool ProveAddress(string? newPasswordHash, DateTimeOffset now)
    {
        bool isFirst = !IsEmailVerified;
        if (newPasswordHash is not null)
        {
            ChangePassword(newPasswordHash, now);
            VerifyEmail(now);
            return isFirst;
        }

        if (isFirst)
        {
            VoidPassword(now);
            VerifyEmail(now);
        }

        return isFirst;
    }

    /// <summary>Notes a login. An account that somebody uses is not erased for want of a verified address.</summary>
    public void RecordLogin(DateTimeOffset now)
    {
        LastLoginAt = now;
        EraseAt = null;
    }

    /// <summary>Ends every session and token that was granted before. The password and the links that are out stay valid.</summary>
    public void EndSessions() => SessionEndings++;

    /// <summary>Shuts the account. If its owner left, it stays as it is then: they cannot bring it back any more.</summary>
    public void Deactivate(DateTimeOffset now)
    {
        if (AwaitsErasure)
        {
            EraseAt = null;
        }

        IsActive = false;
        PendingEmail = null;
        Epoch++;
        Touch(now);
    }

    public void Activate(DateTimeOffset now)
    {
        IsActive = true;
        EraseAt = null;
        Touch(now);
    }

    /// <summary>Ends what was granted before the rights of the account changed: sessions, tokens, links and a pending address.</summary>
    public void VoidGrants(DateTimeOffset now)
    {
        PendingEmail = null;
        Epoch++;
        Touch(now);
    }

    public void ChangeRights(bool isStaff, bool isSuperuser, PermissionSet permissions, DateTimeOffset now)
    {
        IsStaff = isStaff;
        IsSuperuser = isSuperuser;
        Permissions = permissions;
        KeepIfStaff();
        Touch(now);
    }

    /// <summary>Notes a change of what belongs to the account but is kept beside it, such as its groups.</summary>
    public void Touch(DateTimeOffset now) => UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddMicroseconds(1);

    public void GrantStaff(DateTimeOffset now)
    {
        IsStaff = true;
        KeepIfStaff();
        Touch(now);
    }

    public void GrantSuperuser(DateTimeOffset now)
    {
        IsStaff = true;
        IsSuperuser = true;
        KeepIfStaff();
        Touch(now);
    }

    // The sweep must not erase a member of staff who has not logged in yet. A deletion by the owner goes on.
    private void KeepIfStaff()
    {
        if (IsStaff && !AwaitsErasure)
        {
            EraseAt = null;
        }
    }

    private void SetEmail(string email)
    {
        string normalized = EmailAddress.KeyOf(email);
        if (normalized != NormalizedEmail)
        {
            EmailVerifiedAt = null;
        }

        Email = AccountName.LowerDomain(email);
        NormalizedEmail = normalized;
    }

    private void SetPassword(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        PendingEmail = null;
        Touch(now);
    }

    private void SetUsername(string username)
    {
        Username = username;
        NormalizedUsername = AccountName.Normalize(username);
    }
}
