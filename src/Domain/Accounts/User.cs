namespace CleanAuth.Domain.Accounts;

/// <summary>
/// The account of a person: credentials, profile and permissions.
/// This file has the state; User.Email, User.Password, User.Profile and User.Access have the transitions.
/// </summary>
public sealed partial class User
{
    /// <summary>The first character of <see cref="PasswordHash"/> if the account has no usable password, as in Django.</summary>
    public const char NoPasswordMark = '!';

    private User()
    {
        // for EF Core
    }

    public Guid Id { get; private set; }

    /// <summary>The address as entered, with its domain in lower case.</summary>
    public string Email { get; private set; } = null!;

    public string NormalizedEmail { get; private set; } = null!;

    /// <summary>When the owner last proved that they read email to the address; null until the first proof.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    /// <summary>The address that replaces <see cref="Email"/> once it is confirmed.</summary>
    public string? PendingEmail { get; private set; }

    /// <summary>
    /// The member of staff who set <see cref="Email"/>, until the owner chooses a password by a link or confirms another address.
    /// That member's account may be deleted by now.
    /// </summary>
    public Guid? EmailSetBy { get; private set; }

    /// <summary>
    /// The member of staff who set <see cref="PasswordHash"/>, until the owner chooses a password by a link.
    /// That member's account may be deleted by now.
    /// </summary>
    public Guid? PasswordSetBy { get; private set; }

    public string Username { get; private set; } = null!;

    public string NormalizedUsername { get; private set; } = null!;

    public string PasswordHash { get; private set; } = null!;

    public string? Bio { get; private set; }

    public string? FullName { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    /// <summary>The language of emails to the owner as a BCP 47 tag; null for the default.</summary>
    public string? Language { get; private set; }

    public bool IsActive { get; private set; }

    public bool IsStaff { get; private set; }

    public bool IsSuperuser { get; private set; }

    /// <summary>Whether the account has all rights now.</summary>
    public bool IsActiveSuperuser => IsActive && IsStaff && IsSuperuser;

    /// <summary>The account's own permissions, without those of its groups; <see cref="Accounts.Permissions"/> has the names.</summary>
    public PermissionSet Permissions { get; private set; } = PermissionSet.None;

    /// <summary>
    /// Grows when earlier links and all sessions must become invalid, for example after a reset or a deactivation.
    /// A password change by the owner raises it only if the address is verified.
    /// It is a concurrency token: a login that read the account before such a change cannot finish after the change.
    /// </summary>
    public int Epoch { get; private set; }

    /// <summary>
    /// Counts how often all sessions were ended while links stayed valid. It is also a concurrency token.
    /// Links depend on <see cref="Epoch"/> alone. Otherwise an attacker with one session could void the owner's reset link by ending the
    /// other sessions. The holder of an unverified account could do the same by changing its password.
    /// </summary>
    public int SessionEndings { get; private set; }

    /// <summary>The epoch of sessions and tokens. Those with a lower epoch are invalid.</summary>
    public int SessionEpoch => Epoch + SessionEndings;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the account was last changed. Two changes never share a time, so it serves as the version of the account.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    /// <summary>When the account will be erased. Activation, verification or a deactivation by staff cancels the erasure.</summary>
    public DateTimeOffset? EraseAt { get; private set; }

    /// <summary>
    /// Whether the owner deleted the account and can still restore it.
    /// An owner must have logged in to delete the account. An account without a login is erased only for lack of a verified address.
    /// </summary>
    public bool AwaitsErasure => !IsActive && EraseAt is not null && LastLoginAt is not null;

    /// <summary>Whether the owner has proven that they read email at the address.</summary>
    public bool IsEmailVerified => EmailVerifiedAt is not null;

    /// <summary>
    /// Whether the address is verified and staff set neither the address nor the password.
    /// Otherwise another person may have prepared a way to log in, to use once the account has permissions.
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

    /// <summary>Advances <see cref="UpdatedAt"/>. Call it for changes to data that is stored elsewhere, such as the groups.</summary>
    public void Touch(DateTimeOffset now) => UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddMicroseconds(1);
}
