namespace CleanAuth.Application.UnitTests;

/// <summary>The reasons why a session cannot be used.</summary>
internal enum InvalidSession
{
    Ended,
    Expired,

    /// <summary>The epoch of the account has grown since the session was opened.</summary>
    WithAnOldEpoch,
}
