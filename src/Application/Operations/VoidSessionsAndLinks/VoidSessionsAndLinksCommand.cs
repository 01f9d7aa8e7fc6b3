using MediatR;

namespace CleanAuth.Application.Operations.VoidSessionsAndLinks;

/// <summary>Makes all that was granted so far invalid, after a server database was restored with the tools of the server.</summary>
public sealed record VoidSessionsAndLinksCommand : IRequest;
