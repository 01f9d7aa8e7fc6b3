using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Auditing.ListSecurityEvents;

internal sealed class ListSecurityEventsHandler(IAuditLog auditLog) : IRequestHandler<ListSecurityEventsQuery, SecurityEventsDto>
{
    public async Task<SecurityEventsDto> Handle(ListSecurityEventsQuery query, CancellationToken cancellationToken)
    {
        Page<SecurityEvent> page = await Page.ReadAsync(count =>
            auditLog.ReadAsync(new EventSearch(query.UserId), query.Cursor ?? long.MaxValue, count, cancellationToken));
        return new SecurityEventsDto([.. page.Items.Select(ToDto)], page.ContinueAfter?.Id);
    }

    private static SecurityEventDto ToDto(SecurityEvent item) =>
        new(EventKindNames.NameOf(item.Kind), item.At, item.SessionId, item.NetworkForOwner);
}
