using MediatR;

namespace CleanAuth.Application.Operations.FlushExpiredTokens;

/// <summary>Deletes expired rows. Returns their number.</summary>
public sealed record FlushExpiredTokensCommand : IRequest<int>;
