using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.ExportUsers;

internal sealed class ExportUsersHandler(
    UserListing listing,
    ISecurityEvents events,
    IUnitOfWork unitOfWork,
    ILogger<ExportUsersHandler> logger) : IRequestHandler<ExportUsersQuery, IAsyncEnumerable<UserRowDto>>
{
    // No more than this is held in memory, and no statement runs while a slow client takes it.
    private const int Portion = 1_000;

    public async Task<IAsyncEnumerable<UserRowDto>> Handle(ExportUsersQuery query, CancellationToken cancellationToken)
    {
        // Of nobody, or the record would go with the account of whoever did it.
        events.Add(SecurityEventKind.UsersExported, userId: null, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.UsersExported(query.CallerId);
        return ReadAsync(query.Filter, cancellationToken);
    }

    private async IAsyncEnumerable<UserRowDto> ReadAsync(UserFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (IReadOnlyList<UserRowDto> rows, cursor) =
                await listing.ReadAsync(filter, UserOrder.OldestFirst, cursor, Portion, cancellationToken);
            foreach (UserRowDto row in rows)
            {
                yield return row;
            }
        }
        while (cursor is not null);
    }
}
