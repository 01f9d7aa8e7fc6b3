using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Application.Sessions;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>
/// Streams the data of an account page by page. Only one page is in memory, and no SQL statement runs while a slow client downloads it.
/// The session of the caller is checked before each page, so that a revoked session stops the export.
/// </summary>
internal sealed class AccountExportReader(
    ISessionHistory history,
    IAuditLog auditLog,
    IAccountDataReader accountData,
    LiveSessionReader liveSessionReader,
    TimeProvider clock)
{
    internal const int PageSize = 500;

    public IAsyncEnumerable<ExportedSessionDto> ReadSessionsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            PagePosition.Start,
            (position, token) => history.ReadSessionsAsync(query.UserId, position, PageSize, clock.GetUtcNow(), token),
            item => new PagePosition(item.Session.OpenedAt, item.Session.Id),
            item => item.Session.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedTokenDto> ReadTokensAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            PagePosition.Start,
            (position, token) => history.ReadTokensAsync(query.UserId, position, PageSize, token),
            item => new PagePosition(item.Token.IssuedAt, item.Token.Id),
            item => item.Token.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedEventDto> ReadEventsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            long.MaxValue,
            (position, token) => auditLog.ReadAsync(new EventSearch(query.UserId), position, PageSize, token),
            item => item.Id,
            item => item.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedLoginDto> ReadKnownNetworksAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            "",
            (position, token) => accountData.ReadKnownNetworksAsync(query.UserId, position, PageSize, token),
            item => item.Id,
            item => item.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedLinkDto> ReadLinksAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            "",
            (position, token) => accountData.ReadLinksAsync(query.UserId, position, PageSize, token),
            item => item.Id,
            item => item.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedCodeDto> ReadCodesAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            "",
            (position, token) => accountData.ReadCodesAsync(query.UserId, position, PageSize, token),
            item => item.Id,
            item => item.ToExport(),
            cancellationToken);

    public IAsyncEnumerable<ExportedMessageDto> ReadEmailsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            query,
            Guid.Empty,
            (position, token) => accountData.ReadEmailsAsync(query.UserId, position, PageSize, token),
            item => item.Id,
            item => item.ToExport(),
            cancellationToken);

    private async IAsyncEnumerable<TResult> ReadAsync<TPosition, T, TResult>(
        ExportCurrentUserQuery query,
        TPosition position,
        Func<TPosition, CancellationToken, Task<IReadOnlyList<T>>> read,
        Func<T, TPosition> positionOf,
        Func<T, TResult> toExport,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await liveSessionReader.RequireAsync(query.UserId, query.SessionId, cancellationToken);
            IReadOnlyList<T> page = await read(position, cancellationToken);
            foreach (T item in page)
            {
                yield return toExport(item);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            position = positionOf(page[^1]);
        }
    }
}
