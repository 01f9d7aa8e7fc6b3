using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Admin.ListEvents;

internal sealed class ListEventsHandler(IEventTrail trail) : IRequestHandler<ListEventsQuery, StaffEventsPageDto>
{
    private const int PageSize = 50;

    public async Task<StaffEventsPageDto> Handle(ListEventsQuery query, CancellationToken cancellationToken)
    {
        // One more than a page tells whether there is a next one.
        IReadOnlyList<SecurityEvent> found =
            await trail.ReadAsync(SearchOf(query.Filter), query.Cursor ?? long.MaxValue, PageSize + 1, cancellationToken);
        return new StaffEventsPageDto(
            [.. found.Take(PageSize).Select(item => item.Describe())],
            found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    private static EventSearch SearchOf(EventFilter filter) => new(
        filter.UserId,
        SessionId: null,
        filter.Kind is null ? null : EventKinds.Of(filter.Kind),
        filter.Since?.ToUniversalTime(),
        filter.Until?.ToUniversalTime());
}
