using MediatR;

namespace CleanAuth.Application.Tokens.FlushExpiredTokens;

/// <summary>Deletes the refresh tokens that have expired; answers how many there were.</summary>
public sealed record FlushExpiredTokensCommand : IRequest<int>;
