namespace CleanAuth.Application.Sessions;

/// <summary>The kind of session to open, as values: sessions know the options of neither tokens nor the admin pages.</summary>
/// <param name="IsAdmin">Whether the session is one of the admin pages.</param>
/// <param name="Lifetime">When the session ends at the latest.</param>
/// <param name="MaxSessions">The most live sessions of this kind that an account may have.</param>
internal sealed record SessionTerms(bool IsAdmin, TimeSpan Lifetime, int MaxSessions);
