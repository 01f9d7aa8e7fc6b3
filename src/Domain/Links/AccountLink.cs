using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.Links;

/// <summary>
/// A single-use link in an email, which allows one action on one account.
/// It is stored under the hash of its secret, and deleted when it is redeemed.
/// </summary>
public sealed class AccountLink
{
    private AccountLink()
    {
        // for EF Core
    }

    /// <summary>The hash of the secret, from <see cref="RandomSecret.HashOf"/>.</summary>
    public string Id { get; private set; } = null!;

    public Guid UserId { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    /// <summary>The address that the link was sent to.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>
    /// The <see cref="User.Epoch"/> of the account when the link was created. Most links are void once the account has another epoch.
    /// </summary>
    public int Epoch { get; private set; }

    /// <summary>The session or the login code that the link is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether the request came from a known network of the account. Such links have a separate limit.</summary>
    public bool IsFromKnownNetwork { get; private set; }

    /// <summary>
    /// For an undo link: whether the previous address was never verified, so that redeeming the link is the first proof of that address.
    /// </summary>
    public bool IsOfUnverifiedAddress { get; private set; }

    /// <summary>When the link was created; for an undo link, when the address changed.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Returns a link and its secret. The link stores only the hash of the secret.</summary>
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

        // An attacker who has the account can change its epoch and address, so neither may void these links.
        LinkPurpose.UndoEmailChange or LinkPurpose.ReportSession => true,
        _ => false,
    };

    private bool WasSentTo(string email) => EmailAddress.KeyOf(email) == EmailAddress.KeyOf(Email);
}
