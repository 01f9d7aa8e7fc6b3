using MediatR;

namespace CleanAuth.Application.Operations.MigrateDatabase;

/// <summary>Applies the migrations that the database lacks; answers their names.</summary>
public sealed record MigrateDatabaseCommand : IRequest<IReadOnlyList<string>>;
