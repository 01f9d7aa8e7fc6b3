using MediatR;

namespace CleanAuth.Application.Operations.BackUpDatabase;

/// <summary>Copies the database and the Data Protection keys into a file that does not exist yet.</summary>
public sealed record BackUpDatabaseCommand(string File) : IRequest;
