using MediatR;

namespace CleanAuth.Application.Sessions.EndSessions;

/// <summary>Ends the caller's sessions: all others, or this one too.</summary>
public sealed record EndSessionsCommand(Guid UserId, Guid SessionId, bool All) : IRequest;
