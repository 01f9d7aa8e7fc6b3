using MediatR;

namespace CleanAuth.Application.Operations.RotateSigningKeys;

/// <summary>Creates the next signing key. Returns its id.</summary>
/// <param name="RevokedKeyId">The id of a key to revoke at once, with all tokens that it signed; null for none.</param>
public sealed record RotateSigningKeysCommand(string? RevokedKeyId) : IRequest<string>;
