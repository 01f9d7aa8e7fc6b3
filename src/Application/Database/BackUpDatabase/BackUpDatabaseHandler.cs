using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Database.BackUpDatabase;

internal sealed class BackUpDatabaseHandler(IDatabaseBackups backups) : IRequestHandler<BackUpDatabaseCommand, Unit>
{
    public async Task<Unit> Handle(BackUpDatabaseCommand command, CancellationToken cancellationToken)
    {
        await backups.BackUpAsync(command.File, cancellationToken);
        return Unit.Value;
    }
}
