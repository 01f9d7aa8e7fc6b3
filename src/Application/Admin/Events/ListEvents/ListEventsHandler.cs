using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Auditing;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Admin.Events.ListEvents;

internal sealed class ListEventsHandler(IAuditLog auditLog, IUserRepository users) : IRequestHandler<ListEventsQuery, StaffEventsPageDto>
{
    public async Task<StaffEventsPageDto> Handle(ListEventsQuery query, CancellationToken cancellationToken)
    {
        Guid? userId = query.Filter.UserId;
        if (query.Filter.Email is { } email)
        {
            User? owner = await users.ReadByEmailAsync(email, cancellationToken);
            if (owner is null || (userId ?? owner.Id) != owner.Id)
            {
                return new StaffEventsPageDto([], Next: null);
            }

            userId = owner.Id;
        }

        EventSearch search = SearchOf(query.Filter, userId);
        Page<SecurityEvent> page = await Page.ReadAsync(count =>
            auditLog.ReadAsync(search, query.Cursor ?? long.MaxValue, count, cancellationToken));
        return new StaffEventsPageDto(await page.Items.ToDtosAsync(users, cancellationToken), page.ContinueAfter?.Id);
    }

    private static EventSearch SearchOf(EventFilter filter, Guid? userId) => new(
        userId,
        SessionId: null,
        filter.Kind is null ? null : EventKindNames.Parse(filter.Kind),
        filter.Since?.ToUniversalTime(),
        filter.Until?.ToUniversalTime());
}
