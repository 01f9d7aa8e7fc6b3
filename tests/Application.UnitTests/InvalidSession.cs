namespace CleanAuth.Application.UnitTests;

/// <summary>The ways in which a session is over.</summary>
internal enum InvalidSession
{
    Ended,
    Expired,

    /// <summary>The account's epoch has grown, though nobody has ended the session.</summary>
    WithAnOldEpoch,
}
