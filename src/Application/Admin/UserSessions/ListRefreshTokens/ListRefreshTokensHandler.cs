using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;

internal sealed class ListRefreshTokensHandler(IUserRepository users, ISessionHistory history, TimeProvider clock)
    : IRequestHandler<ListRefreshTokensQuery, RefreshTokensPageDto>
{
    private const int PageSize = 50;

    public async Task<RefreshTokensPageDto> Handle(ListRefreshTokensQuery query, CancellationToken cancellationToken)
    {
        User user = await users.ReadByIdAsync(query.UserId, cancellationToken) ?? throw new NotFoundException();
        DateTimeOffset now = clock.GetUtcNow();

        // One more than a page tells whether there is a next one.
        IReadOnlyList<RememberedToken> found =
            await history.ReadTokensAsync(user.Id, PagePosition.Parse(query.Cursor)!, PageSize + 1, cancellationToken);
        return new RefreshTokensPageDto(
            [.. found.Take(PageSize).Select(token => token.Describe(user, now))],
            found.Count > PageSize ? PositionOf(found[PageSize - 1].Token).ToCursor() : null);
    }

    private static PagePosition PositionOf(RefreshToken token) => new(token.IssuedAt, token.Id);
}
