namespace CleanAuth.Domain.Throttling;

/// <summary>The kind of attempt that a counter counts. Counters of different purposes never share a row.</summary>
public enum AttemptPurpose
{
    /// <summary>Logins at one address from one network, or from several networks together.</summary>
    Login,

    /// <summary>Emails of one kind to one address.</summary>
    Email,

    /// <summary>Changes of the password by the holder of one account.</summary>
    PasswordChange,

    /// <summary>Accounts that leave one address without having verified it.</summary>
    UnverifiedDeparture,

    /// <summary>Accounts that move to one address without a confirmation.</summary>
    UnverifiedArrival,
}
