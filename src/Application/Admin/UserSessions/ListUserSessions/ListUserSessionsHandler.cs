using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListUserSessions;

internal sealed class ListUserSessionsHandler(IUserRepository users, ISessionHistory history, TimeProvider clock)
    : IRequestHandler<ListUserSessionsQuery, UserSessionsPageDto>
{
    private const int PageSize = 50;

    public async Task<UserSessionsPageDto> Handle(ListUserSessionsQuery query, CancellationToken cancellationToken)
    {
        User user = await users.ReadByIdAsync(query.UserId, cancellationToken) ?? throw new NotFoundException();
        DateTimeOffset now = clock.GetUtcNow();

        // One more than a page tells whether there is a next one.
        IReadOnlyList<RememberedSession> found =
            await history.ReadSessionsAsync(user.Id, PagePosition.Parse(query.Cursor)!, PageSize + 1, now, cancellationToken);
        return new UserSessionsPageDto(
            [.. found.Take(PageSize).Select(session => session.Describe(user, now))],
            found.Count > PageSize ? PositionOf(found[PageSize - 1].Session).ToCursor() : null);
    }

    private static PagePosition PositionOf(Session session) => new(session.OpenedAt, session.Id);
}
