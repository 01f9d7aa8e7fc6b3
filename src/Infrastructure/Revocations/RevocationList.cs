using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.Revocations;

internal sealed class RevocationList(AuthDbContext context, RevocationSet set) : IRevocationList
{
    public void RevokeAll(User user, SessionEndReason reason, DateTimeOffset now, Guid? exceptSessionId = null) =>
        context.Revocations.Add(Revocation.OfUser(user.Id, user.SessionEpoch, reason, set.ExpiryOf(now), exceptSessionId));

    public void Revoke(Guid sessionId, SessionEndReason reason, DateTimeOffset now) =>
        context.Revocations.Add(Revocation.OfSession(sessionId, reason, set.ExpiryOf(now)));

    public bool EndedWithAllSessions(VerifiedToken accessToken) => set.EndedWithAllSessions(accessToken);
}
