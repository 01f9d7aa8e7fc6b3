using CleanAuth.Application.Abstractions.Operations;
using MediatR;

namespace CleanAuth.Application.Operations.BackUpDatabase;

internal sealed class BackUpDatabaseHandler(IDatabaseBackup backups) : IRequestHandler<BackUpDatabaseCommand, Unit>
{
    public async Task<Unit> Handle(BackUpDatabaseCommand command, CancellationToken cancellationToken)
    {
        await backups.BackUpAsync(command.File, cancellationToken);
        return Unit.Value;
    }
}
