using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Database.VoidSessionsAndLinks;

internal sealed class VoidSessionsAndLinksHandler(IDatabaseBackups backups) : IRequestHandler<VoidSessionsAndLinksCommand, Unit>
{
    public async Task<Unit> Handle(VoidSessionsAndLinksCommand command, CancellationToken cancellationToken)
    {
        await backups.VoidSessionsAndLinksAsync(cancellationToken);
        return Unit.Value;
    }
}
