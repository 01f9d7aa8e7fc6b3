using MediatR;

namespace CleanAuth.Application.Database.MigrateDatabase;

/// <summary>Applies the migrations that the database lacks; answers their names.</summary>
public sealed record MigrateDatabaseCommand : IRequest<IReadOnlyList<string>>;
