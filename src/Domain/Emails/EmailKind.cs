namespace CleanAuth.Domain.Emails;

/// <summary>The kinds of emails. Each kind has its own templates.</summary>
public enum EmailKind
{
    /// <summary>A link that verifies the address of the account.</summary>
    VerifyEmail,

    /// <summary>Notifies the owner of an address that another person tried to use it for an account.</summary>
    AddressInUse,

    /// <summary>A link to choose a new password.</summary>
    ResetPassword,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>A link, sent to the new address, that makes it the address of the account.</summary>
    ConfirmEmailChange,

    /// <summary>The address was changed; sent to the previous address, with a link that undoes the change.</summary>
    EmailChanged,

    /// <summary>A code and a link to log in with.</summary>
    LoginCode,

    /// <summary>A login from a new device, with a link that ends that session.</summary>
    NewDevice,

    /// <summary>The owner proved the address for the first time, and all earlier access was revoked.</summary>
    AccountSecured,

    /// <summary>The account was deleted, with a link that restores it while that is possible.</summary>
    AccountDeleted,
}
