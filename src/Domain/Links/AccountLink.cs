using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Links;

/// <summary>
/// Permission for the reader of an address to do one thing with an account, once.
/// It is stored under the hash of the secret in the email, and deleted when it is redeemed.
/// </summary>
public sealed class AccountLink
{
    private AccountLink()
    {
        // for EF Core
    }

    /// <summary>The <see cref="RandomSecret.HashOf"/> the secret.</summary>
    public string Id { get; private set; } = null!;

    public Guid UserId { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    /// <summary>The address that the link was sent to.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>The <see cref="User.Epoch"/> of the account when the link was created. Most links are void once the account has another epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>The session or the login code that the link is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether the request came from a network where the account logged in recently; such links have their own limit.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>For an undo link: whether the earlier address was never verified, so that redeeming the link is its first proof.</summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When the link was created; for an undo link, when the address changed.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Returns a link and its secret, which cannot be derived from the link.</summary>
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

    /// <summary>Whether the link is still valid, given what happened to the account since it was created.</summary>
    public bool IsValidFor(User user) => Purpose switch
    {
        LinkPurpose.VerifyEmail => user.IsActive && WasSentTo(user.Email),
        LinkPurpose.ResetPassword or LinkPurpose.LogIn => user.IsActive && Epoch == user.Epoch && WasSentTo(user.Email),
        LinkPurpose.ConfirmEmailChange =>
            user is { IsActive: true, PendingEmail: not null } && Epoch == user.Epoch && WasSentTo(user.PendingEmail),
        LinkPurpose.RestoreAccount => user.AwaitsErasure && Epoch == user.Epoch && WasSentTo(user.Email),

        // A thief of the account has changed what they could. The owner can undo it regardless.
        LinkPurpose.UndoEmailChange or LinkPurpose.ReportSession => true,
        _ => false,
    };

    private bool WasSentTo(string email) => EmailAddress.KeyOf(email) == EmailAddress.KeyOf(Email);
}
