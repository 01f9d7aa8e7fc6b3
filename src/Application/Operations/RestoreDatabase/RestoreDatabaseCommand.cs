using MediatR;

namespace CleanAuth.Application.Operations.RestoreDatabase;

/// <summary>Puts a backup in the place of the database; answers where the earlier database lies, if there was one.</summary>
public sealed record RestoreDatabaseCommand(string File) : IRequest<string?>;
