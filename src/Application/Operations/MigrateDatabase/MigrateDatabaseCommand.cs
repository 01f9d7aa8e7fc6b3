using MediatR;

namespace CleanAuth.Application.Operations.MigrateDatabase;

/// <summary>Applies pending migrations. Returns their names.</summary>
public sealed record MigrateDatabaseCommand : IRequest<IReadOnlyList<string>>;
