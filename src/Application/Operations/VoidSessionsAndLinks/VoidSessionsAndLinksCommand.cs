using MediatR;

namespace CleanAuth.Application.Operations.VoidSessionsAndLinks;

/// <summary>
/// Voids all sessions, links, codes and waiting emails. Run it after a server database was restored with the tools of the database.
/// </summary>
public sealed record VoidSessionsAndLinksCommand : IRequest;
