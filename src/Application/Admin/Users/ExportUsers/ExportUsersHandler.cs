using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.ExportUsers;

internal sealed class ExportUsersHandler(
    UserListPager pager,
    StaffAuthorization authorization,
    StaffUpdates staffUpdates,
    ISecurityEventWriter events,
    ILogger<ExportUsersHandler> logger) : IRequestHandler<ExportUsersQuery, IAsyncEnumerable<UserRowDto>>
{
    // Only one page is in memory at a time, and no statement runs while a slow client downloads it.
    private const int PageSize = 1_000;

    public async Task<IAsyncEnumerable<UserRowDto>> Handle(ExportUsersQuery query, CancellationToken cancellationToken)
    {
        await staffUpdates.UpdateAsync(query, RecordAsync, cancellationToken);

        logger.UsersExported(query.CallerId);
        return ReadAsync(query, cancellationToken);

        // The event belongs to no account, so that it stays when the caller's account is deleted.
        Task RecordAsync(CancellationToken token)
        {
            events.Add(SecurityEventKind.UsersExported, userId: null, sessionId: null);
            return Task.CompletedTask;
        }
    }

    private async IAsyncEnumerable<UserRowDto> ReadAsync(
        ExportUsersQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            UsersPageDto page = await pager.ReadAsync(query.Filter, UserOrder.OldestFirst, cursor, PageSize, cancellationToken);
            cursor = page.Next;

            // The caller may have lost the permission while a slow client downloaded the previous page.
            await authorization.AuthorizeAsync(query, cancellationToken);
            foreach (UserRowDto row in page.Results)
            {
                yield return row;
            }
        }
        while (cursor is not null);
    }
}
