using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Auditing.ListSecurityEvents;

internal sealed class ListSecurityEventsHandler(ISecurityEventWriter events) : IRequestHandler<ListSecurityEventsQuery, SecurityEventsDto>
{
    private const int PageSize = 50;

    public async Task<SecurityEventsDto> Handle(ListSecurityEventsQuery query, CancellationToken cancellationToken)
    {
        // One more than a page tells whether there is a next one.
        IReadOnlyList<SecurityEvent> found =
            await events.ReadAsync(query.UserId, query.Cursor ?? long.MaxValue, PageSize + 1, cancellationToken);
        return new SecurityEventsDto(
            [.. found.Take(PageSize).Select(Describe)],
            found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    private static SecurityEventDto Describe(SecurityEvent item) =>
        new(EventKinds.NameOf(item.Kind), item.At, item.SessionId, item.NetworkForOwner);
}
