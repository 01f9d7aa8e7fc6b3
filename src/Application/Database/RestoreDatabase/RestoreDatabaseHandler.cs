using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Database.RestoreDatabase;

internal sealed class RestoreDatabaseHandler(IDatabaseBackups backups) : IRequestHandler<RestoreDatabaseCommand, string?>
{
    public Task<string?> Handle(RestoreDatabaseCommand command, CancellationToken cancellationToken) =>
        backups.RestoreAsync(command.File, cancellationToken);
}
