namespace CleanAuth.Domain.Emails;

/// <summary>What a message is about. Each has its templates.</summary>
public enum EmailKind
{
    /// <summary>A link that shows the address to be the account's.</summary>
    VerifyEmail,

    /// <summary>Somebody wanted the address for another account.</summary>
    AddressInUse,

    /// <summary>A link to choose another password.</summary>
    ResetPassword,

    /// <summary>The account has another password.</summary>
    PasswordChanged,

    /// <summary>A link, to the new address, that makes it the account's.</summary>
    ConfirmEmailChange,

    /// <summary>To the old address: the account has another one. With a link that takes this back.</summary>
    EmailChanged,

    /// <summary>A code and a link to log in with.</summary>
    LoginCode,

    /// <summary>Somebody logged in from where the account was never used. With a link that ends that session.</summary>
    NewDevice,

    /// <summary>The owner of the address took the account over for the first time, and everything older was revoked.</summary>
    AccountSecured,

    /// <summary>The account is gone; while it can be restored, with a link that does.</summary>
    AccountDeleted,
}
