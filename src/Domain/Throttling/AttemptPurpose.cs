namespace CleanAuth.Domain.Throttling;

/// <summary>The kind of attempt that a counter counts. The names are stored, so they must not change.</summary>
public enum AttemptPurpose
{
    /// <summary>Logins at one address from one network, or from several networks together.</summary>
    Login,

    /// <summary>Emails of one kind to one address.</summary>
    Email,

    /// <summary>Password changes by the owner of one account.</summary>
    PasswordChange,

    /// <summary>Deletions and address changes of accounts that have one address and never verified it.</summary>
    UnverifiedDeparture,

    /// <summary>Changes to one address that take effect without a confirmation.</summary>
    UnverifiedArrival,
}
