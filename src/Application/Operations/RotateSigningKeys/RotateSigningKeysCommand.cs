using MediatR;

namespace CleanAuth.Application.Operations.RotateSigningKeys;

/// <summary>Makes the next signing key; answers its id.</summary>
/// <param name="Revoke">A key to withdraw at once, whatever was signed with it; null where none is.</param>
public sealed record RotateSigningKeysCommand(string? Revoke) : IRequest<string>;
