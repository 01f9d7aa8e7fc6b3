using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Accounts;

/// <summary>The section <c>Accounts</c>.</summary>
public sealed record AccountOptions : IValidatableObject
{
    public const string Section = "Accounts";

    /// <summary>
    /// Whether <c>bio</c> and <c>full_name</c> accept the empty text. The Django service that CleanAuth replaces refuses it, so that a form
    /// with an empty field fails.
    /// </summary>
    public bool AllowBlankProfileText { get; init; } = true;

    /// <summary>
    /// Whether a change of the password or address requires <c>current_password</c>. Otherwise an attacker with a stolen access token could
    /// take over the account. Clients of the Django service do not send it.
    /// </summary>
    public bool RequireCurrentPassword { get; init; } = true;

    /// <summary>
    /// The time after the login of a member of staff in which sensitive changes (rights, passwords, addresses, deletions, exports) need no
    /// password.
    /// </summary>
    [Duration("00:00:30", "1.00:00:00",
        ErrorMessage = "Set Accounts:ReauthenticationLifetime between 30 seconds and a day, for instance 00:05:00.")]
    public TimeSpan ReauthenticationLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The base URL of the pages that links in emails open; by default <c>Tokens:Issuer</c>. It is never derived from a request. For an app
    /// with a hash router, it ends in a fragment that begins with <c>#/</c>.
    /// </summary>
    public Uri? SpaBaseUrl { get; init; }

    /// <summary>
    /// Whether a login requires a verified address. Registration then does not reveal whether an address has an account, and accounts that
    /// are not verified within <see cref="UnverifiedLifetime"/> are erased. It requires <see cref="ConfirmEmailChange"/>; otherwise a
    /// change of the address would reveal whether an address has an account.
    /// </summary>
    public bool RequireVerifiedEmail { get; init; }

    /// <summary>The time after which an account is erased if its address must be verified and is not.</summary>
    [Duration("01:00:00", "365.00:00:00",
        ErrorMessage = "Set Accounts:UnverifiedLifetime between an hour and a year, for instance 7.00:00:00.")]
    public TimeSpan UnverifiedLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The time after which an account that was registered over the API is erased if it has no verified address and no login; without a
    /// value, never. Accounts that were imported, or added by staff or on the command line, are never erased for this reason.
    /// </summary>
    [Duration("1.00:00:00", "365.00:00:00",
        ErrorMessage = "Set Accounts:UnusedLifetime between a day and a year, for instance 90.00:00:00, or leave it out.")]
    public TimeSpan? UnusedLifetime { get; init; }

    /// <summary>The time after which a new account is erased if it is neither verified nor used; null for never.</summary>
    internal TimeSpan? LifetimeOfUnused =>
        RequireVerifiedEmail && !(UnusedLifetime < UnverifiedLifetime) ? UnverifiedLifetime : UnusedLifetime;

    /// <summary>Whether a new address takes effect only after its owner confirms it by a link.</summary>
    public bool ConfirmEmailChange { get; init; } = true;

    /// <summary>Whether a login by an emailed code is possible.</summary>
    public bool EmailCodes { get; init; }

    /// <summary>Whether an email notifies the owner of a login from a new device, which is a new pair of network and user agent.</summary>
    public bool NotifyNewDevices { get; init; } = true;

    /// <summary>
    /// How long a deleted account can be restored. With zero, it is erased at once. An account without a verified address is always erased
    /// at once.
    /// </summary>
    [Duration("00:00:00", "365.00:00:00", ErrorMessage = "Set Accounts:DeletionGrace between 0 and a year, for instance 14.00:00:00.")]
    public TimeSpan DeletionGrace { get; init; }

    /// <summary>How long a link to reset the password or to confirm a new address is valid.</summary>
    [Duration("00:05:00", "1.00:00:00", ErrorMessage = "Set Accounts:LinkLifetime between 5 minutes and a day, for instance 00:30:00.")]
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a link to verify an address is valid.</summary>
    [Duration("00:05:00", "30.00:00:00",
        ErrorMessage = "Set Accounts:VerificationLifetime between 5 minutes and 30 days, for instance 1.00:00:00.")]
    public TimeSpan VerificationLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a link to undo an email change or to report a session is valid.</summary>
    [Duration("01:00:00", "90.00:00:00", ErrorMessage = "Set Accounts:UndoLifetime between an hour and 90 days, for instance 7.00:00:00.")]
    public TimeSpan UndoLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a login code is valid.</summary>
    [Duration("00:01:00", "00:10:00", ErrorMessage = "Set Accounts:CodeLifetime between a minute and ten minutes, for instance 00:10:00.")]
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The largest number of emails of one kind to an account in an hour, or in the lifetime of their links if that is shorter. Reset links
    /// and login codes that are void do not count. It also limits the emails of one kind to an address, except resets and codes. Notices to
    /// a verified address (new device, password changed, account deleted) have no limit.
    /// </summary>
    [Range(1, 1_000, ErrorMessage = "Set Accounts:MailsPerHour between 1 and 1000, for instance 5.")]
    public int MailsPerHour { get; init; } = 5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RequireVerifiedEmail && !ConfirmEmailChange)
        {
            yield return new(
                "Accounts:RequireVerifiedEmail requires Accounts:ConfirmEmailChange; otherwise a change of the address would reveal "
                + "whether an address has an account. Set both to true.");
        }
    }
}
