using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListUserSessions;

internal sealed class ListUserSessionsHandler(IUserRepository users, ISessionHistory history, TimeProvider clock)
    : IRequestHandler<ListUserSessionsQuery, UserSessionsPageDto>
{
    public async Task<UserSessionsPageDto> Handle(ListUserSessionsQuery query, CancellationToken cancellationToken)
    {
        User user = await users.ReadByIdAsync(query.UserId, cancellationToken) ?? throw new NotFoundException();
        DateTimeOffset now = clock.GetUtcNow();
        Page<StoredSession> page = await Page.ReadAsync(count =>
            history.ReadSessionsAsync(user.Id, PagePosition.Parse(query.Cursor)!, count, now, cancellationToken));
        return new UserSessionsPageDto(
            [.. page.Items.Select(session => session.ToDto(user, now))],
            page.ContinueAfter?.Session is { } last ? new PagePosition(last.OpenedAt, last.Id).ToCursor() : null);
    }
}
