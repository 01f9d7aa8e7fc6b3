using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Database.MigrateDatabase;

internal sealed class MigrateDatabaseHandler(IDatabaseMigrator migrator)
    : IRequestHandler<MigrateDatabaseCommand, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<string>> Handle(MigrateDatabaseCommand command, CancellationToken cancellationToken) =>
        migrator.MigrateAsync(cancellationToken);
}
