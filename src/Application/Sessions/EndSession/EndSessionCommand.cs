using MediatR;

namespace CleanAuth.Application.Sessions.EndSession;

/// <summary>Ends one of the caller's sessions.</summary>
public sealed record EndSessionCommand(Guid UserId, Guid SessionId) : IRequest;
