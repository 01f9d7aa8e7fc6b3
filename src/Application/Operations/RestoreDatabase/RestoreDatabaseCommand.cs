using MediatR;

namespace CleanAuth.Application.Operations.RestoreDatabase;

/// <summary>Replaces the database by a backup. Returns the path of the previous database; null if there was none.</summary>
public sealed record RestoreDatabaseCommand(string File) : IRequest<string?>;
