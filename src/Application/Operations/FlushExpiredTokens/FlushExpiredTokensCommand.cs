using MediatR;

namespace CleanAuth.Application.Operations.FlushExpiredTokens;

/// <summary>Deletes what is of no more use now; answers how many rows there were.</summary>
public sealed record FlushExpiredTokensCommand : IRequest<int>;
