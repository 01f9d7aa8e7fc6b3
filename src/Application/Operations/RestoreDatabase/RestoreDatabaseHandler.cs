using CleanAuth.Application.Abstractions.Operations;
using MediatR;

namespace CleanAuth.Application.Operations.RestoreDatabase;

internal sealed class RestoreDatabaseHandler(IDatabaseBackup backups) : IRequestHandler<RestoreDatabaseCommand, string?>
{
    public Task<string?> Handle(RestoreDatabaseCommand command, CancellationToken cancellationToken) =>
        backups.RestoreAsync(command.File, cancellationToken);
}
