using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Accounts;

/// <summary>The section <c>Accounts</c>.</summary>
public sealed record AccountOptions : IValidatableObject
{
    public const string Section = "Accounts";

    /// <summary>
    /// Whether <c>""</c> may be sent for <c>bio</c> and <c>full_name</c>. The original refuses it, which makes a form
    /// with an empty field fail.
    /// </summary>
    public bool AllowBlankProfileText { get; init; } = true;

    /// <summary>
    /// Whether another password or address is taken only together with <c>current_password</c>, so that who has stolen an
    /// access token for five minutes does not have the account for good. Clients of the original send none.
    /// </summary>
    public bool RequireCurrentPassword { get; init; } = true;

    /// <summary>How old the login of a member of staff may be for rights, passwords, addresses, deletions and exports; later they need their password again.</summary>
    [Duration("00:00:30", "1.00:00:00", ErrorMessage = "Set Accounts:ReauthenticationLifetime between 30 seconds and a day, for instance 00:05:00.")]
    public TimeSpan ReauthenticationLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where the pages are that links in messages lead to; by default <c>Tokens:Issuer</c>. It is never taken from a request. For an
    /// app with a hash router it has a fragment that begins with <c>#/</c>.
    /// </summary>
    public Uri? SpaBaseUrl { get; init; }

    /// <summary>
    /// Whether one logs in only once the address is verified. Registering then does not tell whether an address has an
    /// account, and one that is not verified within <see cref="UnverifiedLifetime"/> is erased. It takes
    /// <see cref="ConfirmEmailChange"/>, or a change of the address would tell.
    /// </summary>
    public bool RequireVerifiedEmail { get; init; }

    /// <summary>How long an account lasts whose address must be verified and is not.</summary>
    [Duration("01:00:00", "365.00:00:00", ErrorMessage = "Set Accounts:UnverifiedLifetime between an hour and a year, for instance 7.00:00:00.")]
    public TimeSpan UnverifiedLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long an account that was registered over the API lasts without a verified address and without a login; then it is erased.
    /// Without a value such an account stays. An account that was imported, or made by staff or on the command line, always stays.
    /// </summary>
    [Duration("1.00:00:00", "365.00:00:00", ErrorMessage = "Set Accounts:UnusedLifetime between a day and a year, for instance 90.00:00:00, or leave it out.")]
    public TimeSpan? UnusedLifetime { get; init; }

    /// <summary>How long a new account lasts without being verified or used, as the settings above say; null for ever.</summary>
    internal TimeSpan? LifetimeOfUnused =>
        RequireVerifiedEmail && !(UnusedLifetime < UnverifiedLifetime) ? UnverifiedLifetime : UnusedLifetime;

    /// <summary>Whether another address is used only once its owner has followed the link sent to it.</summary>
    public bool ConfirmEmailChange { get; init; } = true;

    /// <summary>Whether one may log in with a code from a mail.</summary>
    public bool EmailCodes { get; init; }

    /// <summary>Whether the owner is told of a login from a network and a user agent that the account was not used from before.</summary>
    public bool NotifyNewDevices { get; init; } = true;

    /// <summary>How long a deleted account can be restored; zero has it erased at once, as is every account without a verified address.</summary>
    [Duration("00:00:00", "365.00:00:00", ErrorMessage = "Set Accounts:DeletionGrace between 0 and a year, for instance 14.00:00:00.")]
    public TimeSpan DeletionGrace { get; init; }

    /// <summary>How long a link to choose another password, or to confirm another address, is good.</summary>
    [Duration("00:05:00", "1.00:00:00", ErrorMessage = "Set Accounts:LinkLifetime between 5 minutes and a day, for instance 00:30:00.")]
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a link that verifies an address is good.</summary>
    [Duration("00:05:00", "30.00:00:00", ErrorMessage = "Set Accounts:VerificationLifetime between 5 minutes and 30 days, for instance 1.00:00:00.")]
    public TimeSpan VerificationLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a link is good that takes back a change of the address or reports a session.</summary>
    [Duration("01:00:00", "90.00:00:00", ErrorMessage = "Set Accounts:UndoLifetime between an hour and 90 days, for instance 7.00:00:00.")]
    public TimeSpan UndoLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a code to log in with is good.</summary>
    [Duration("00:01:00", "00:10:00", ErrorMessage = "Set Accounts:CodeLifetime between a minute and ten minutes, for instance 00:10:00.")]
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many messages of one kind an account gets in an hour, or in the life of their links where that is shorter, whoever causes them;
    /// void resets and codes do not count. It is also the limit of an address, but not for resets and codes. Owners of verified addresses are told of all devices, changes of the password and deletions.
    /// </summary>
    [Range(1, 1_000, ErrorMessage = "Set Accounts:MailsPerHour between 1 and 1000, for instance 5.")]
    public int MailsPerHour { get; init; } = 5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RequireVerifiedEmail && !ConfirmEmailChange)
        {
            yield return new(
                "Accounts:RequireVerifiedEmail needs Accounts:ConfirmEmailChange, or a change of the address tells who has an account: set both to true.");
        }
    }
}
