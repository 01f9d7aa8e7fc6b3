using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Database.VoidGrants;

internal sealed class VoidGrantsHandler(IDatabaseBackups backups) : IRequestHandler<VoidGrantsCommand, Unit>
{
    public async Task<Unit> Handle(VoidGrantsCommand command, CancellationToken cancellationToken)
    {
        await backups.VoidGrantsAsync(cancellationToken);
        return Unit.Value;
    }
}
