using MediatR;

namespace CleanAuth.Application.Sessions.EndSessions;

/// <summary>Ends the other sessions of the caller, or all of them.</summary>
public sealed record EndSessionsCommand(Guid UserId, Guid SessionId, bool All) : IRequest;
