using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Links;

/// <summary>
/// The right to do one thing with an account once, for whoever reads the mail of an address. It is stored under the hash of
/// the secret that the mail holds, and is gone once it was used.
/// </summary>
public sealed class AccountLink
{
    private AccountLink()
    {
        // for EF Core
    }

    /// <summary>The <see cref="RandomSecret.HashOf"/> its secret.</summary>
    public string Id { get; private set; } = null!;

    public Guid UserId { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    /// <summary>The address that it was sent to.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>The <see cref="User.Epoch"/> of the account when the link was made. Most links are void once the account has another epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>The session or the login code that it is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether it was asked for from a network where the account logged in lately: those links have a limit of their own.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>For an undo link: whether the earlier address was never verified, so that using the link is its first proof.</summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When it was made; of one that takes a change back, when that change was.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>A link with its secret, which nobody can learn from the link.</summary>
    public static (AccountLink Link, string Secret) Create(
        User user,
        LinkPurpose purpose,
        string email,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        string? subject = null,
        bool isFromKnownNetwork = false,
        bool isOfUnverifiedAddress = false)
    {
        string secret = RandomSecret.Create();
        AccountLink link = new()
        {
            Id = RandomSecret.HashOf(secret),
            UserId = user.Id,
            Purpose = purpose,
            Email = email,
            Epoch = user.Epoch,
            Subject = subject,
            IsFromKnownNetwork = isFromKnownNetwork,
            IsOfUnverifiedAddress = isOfUnverifiedAddress,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        return (link, secret);
    }

    /// <summary>Whether the account is still as it was when the link was made, as far as that matters to what it is for.</summary>
    public bool IsGoodFor(User user) => Purpose switch
    {
        LinkPurpose.VerifyEmail => user.IsActive && IsOf(user.Email),
        LinkPurpose.ResetPassword or LinkPurpose.LogIn => user.IsActive && Epoch == user.Epoch && IsOf(user.Email),
        LinkPurpose.ConfirmEmailChange =>
            user is { IsActive: true, PendingEmail: not null } && Epoch == user.Epoch && IsOf(user.PendingEmail),
        LinkPurpose.RestoreAccount => user.AwaitsErasure && Epoch == user.Epoch && IsOf(user.Email),

        // Whoever took the account has changed what they could; the owner can take it back all the same.
        LinkPurpose.UndoEmailChange or LinkPurpose.ReportSession => true,
        _ => false,
    };

    private bool IsOf(string email) => EmailAddress.KeyOf(email) == EmailAddress.KeyOf(Email);
}
