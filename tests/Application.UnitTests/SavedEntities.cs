using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests;

/// <summary>The entities that use cases add to the database.</summary>
internal sealed class SavedEntities
{
    public List<User> Users { get; } = [];

    public List<Session> Sessions { get; } = [];

    public List<RefreshToken> Tokens { get; } = [];

    public List<SavedEvent> Events { get; } = [];

    public List<SavedRevocation> Revocations { get; } = [];

    /// <summary>The sessions that were revoked one by one.</summary>
    public List<Guid> RevokedSessions { get; } = [];

    public List<OutgoingEmail> Emails { get; } = [];

    public List<AccountLink> Links { get; } = [];

    public List<LoginCode> LoginCodes { get; } = [];

    public void TakeOver(SavedEntities others)
    {
        Move(others.Users, Users);
        Move(others.Sessions, Sessions);
        Move(others.Tokens, Tokens);
        Move(others.Events, Events);
        Move(others.Revocations, Revocations);
        Move(others.RevokedSessions, RevokedSessions);
        Move(others.Emails, Emails);
        Move(others.Links, Links);
        Move(others.LoginCodes, LoginCodes);
    }

    public void Clear() => new SavedEntities().TakeOver(this);

    private static void Move<T>(List<T> from, List<T> to)
    {
        to.AddRange(from);
        from.Clear();
    }
}

internal sealed record SavedEvent(SecurityEventKind Kind, Guid? UserId = null, Guid? SessionId = null);

/// <summary>A revocation of all sessions and tokens of an account with an epoch below the new one.</summary>
internal sealed record SavedRevocation(Guid UserId, int Epoch, SessionEndReason Reason, DateTimeOffset At, Guid? ExceptSessionId = null);
