using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;

internal sealed class ListRefreshTokensHandler(IUserRepository users, ISessionHistory history, TimeProvider clock)
    : IRequestHandler<ListRefreshTokensQuery, RefreshTokensPageDto>
{
    public async Task<RefreshTokensPageDto> Handle(ListRefreshTokensQuery query, CancellationToken cancellationToken)
    {
        User user = await users.ReadByIdAsync(query.UserId, cancellationToken) ?? throw new NotFoundException();
        DateTimeOffset now = clock.GetUtcNow();
        Page<StoredRefreshToken> page = await Page.ReadAsync(count =>
            history.ReadTokensAsync(user.Id, PagePosition.Parse(query.Cursor)!, count, cancellationToken));
        return new RefreshTokensPageDto(
            [.. page.Items.Select(token => token.ToDto(user, now))],
            page.ContinueAfter?.Token is { } last ? new PagePosition(last.IssuedAt, last.Id).ToCursor() : null);
    }
}
