using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Admin.Events.ListEvents;

internal sealed class ListEventsHandler(IAuditLog trail, IUserRepository users) : IRequestHandler<ListEventsQuery, StaffEventsPageDto>
{
    private const int PageSize = 50;

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

        // One more than a page tells whether there is a next one.
        IReadOnlyList<SecurityEvent> found =
            await trail.ReadAsync(SearchOf(query.Filter, userId), query.Cursor ?? long.MaxValue, PageSize + 1, cancellationToken);
        return new StaffEventsPageDto(
            await found.Take(PageSize).DescribeAsync(users, cancellationToken),
            found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    private static EventSearch SearchOf(EventFilter filter, Guid? userId) => new(
        userId,
        SessionId: null,
        filter.Kind is null ? null : EventKinds.Of(filter.Kind),
        filter.Since?.ToUniversalTime(),
        filter.Until?.ToUniversalTime());
}
