using CleanAuth.Application.Abstractions.Operations;
using MediatR;

namespace CleanAuth.Application.Operations.MigrateDatabase;

internal sealed class MigrateDatabaseHandler(IDatabaseMigrator migrator)
    : IRequestHandler<MigrateDatabaseCommand, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<string>> Handle(MigrateDatabaseCommand command, CancellationToken cancellationToken) =>
        migrator.MigrateAsync(cancellationToken);
}
