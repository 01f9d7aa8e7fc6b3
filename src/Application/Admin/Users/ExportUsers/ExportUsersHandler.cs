using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.ExportUsers;

internal sealed class ExportUsersHandler(
    UserListing listing,
    StaffAuthorization authorization,
    StaffUpdates changes,
    ISecurityEventWriter events,
    ILogger<ExportUsersHandler> logger) : IRequestHandler<ExportUsersQuery, IAsyncEnumerable<UserRowDto>>
{
    // No more than this is held in memory, and no statement runs while a slow client takes it.
    private const int Portion = 1_000;

    public async Task<IAsyncEnumerable<UserRowDto>> Handle(ExportUsersQuery query, CancellationToken cancellationToken)
    {
        await changes.UpdateAsync(query, NoteAsync, cancellationToken);

        logger.UsersExported(query.CallerId);
        return ReadAsync(query, cancellationToken);

        // It belongs to no account: the record must outlive the account of the caller.
        Task NoteAsync(CancellationToken token)
        {
            events.Add(SecurityEventKind.UsersExported, userId: null, sessionId: null);
            return Task.CompletedTask;
        }
    }

    private async IAsyncEnumerable<UserRowDto> ReadAsync(ExportUsersQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (IReadOnlyList<UserRowDto> rows, cursor) =
                await listing.ReadAsync(query.Filter, UserOrder.OldestFirst, cursor, Portion, cancellationToken);

            // A slow client takes long, and the caller may have lost the permission since the portion before.
            await authorization.AuthorizeAsync(query, cancellationToken);
            foreach (UserRowDto row in rows)
            {
                yield return row;
            }
        }
        while (cursor is not null);
    }
}
