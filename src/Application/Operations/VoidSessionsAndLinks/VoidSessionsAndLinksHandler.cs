using CleanAuth.Application.Abstractions.Operations;
using MediatR;

namespace CleanAuth.Application.Operations.VoidSessionsAndLinks;

internal sealed class VoidSessionsAndLinksHandler(IDatabaseBackup backups) : IRequestHandler<VoidSessionsAndLinksCommand, Unit>
{
    public async Task<Unit> Handle(VoidSessionsAndLinksCommand command, CancellationToken cancellationToken)
    {
        await backups.VoidSessionsAndLinksAsync(cancellationToken);
        return Unit.Value;
    }
}
