namespace CleanAuth.Application.Sessions;

/// <summary>The parameters of a new session: values, so that this folder does not depend on TokenOptions or AdminOptions.</summary>
/// <param name="IsAdmin">Whether the session is for the admin pages.</param>
/// <param name="Lifetime">The time after which the session expires.</param>
/// <param name="MaxSessions">The largest number of live sessions of this kind that an account may have.</param>
internal sealed record SessionTerms(bool IsAdmin, TimeSpan Lifetime, int MaxSessions);
