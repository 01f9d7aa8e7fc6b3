using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Application.Sessions;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>
/// Reads what is stored beside an account, a page at a time: memory holds one page, and no statement runs while a slow client takes it.
/// The session of the caller is checked before each page, so that an export does not outlive it.
/// </summary>
internal sealed class AccountExportReader(
    ISessionHistory history,
    ISecurityEventWriter events,
    IAccountDataReader records,
    LiveSessionReader liveSessionReader,
    TimeProvider clock)
{
    internal const int Size = 500;

    public IAsyncEnumerable<ExportedSessionDto> ReadSessionsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) => ReadAsync(
        query,
        PagePosition.Start,
        (place, token) => history.ReadSessionsAsync(query.UserId, place, Size, clock.GetUtcNow(), token),
        item => new PagePosition(item.Session.OpenedAt, item.Session.Id),
        item => item.Session.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedTokenDto> ReadTokensAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) => ReadAsync(
        query,
        PagePosition.Start,
        (place, token) => history.ReadTokensAsync(query.UserId, place, Size, token),
        item => new PagePosition(item.Token.IssuedAt, item.Token.Id),
        item => item.Token.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedEventDto> ReadEventsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) => ReadAsync(
        query,
        long.MaxValue,
        (place, token) => events.ReadAsync(query.UserId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedLoginDto> ReadKnownNetworksAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
        query,
        "",
        (place, token) => records.ReadKnownNetworksAsync(query.UserId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedLinkDto> ReadLinksAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) => ReadAsync(
        query,
        "",
        (place, token) => records.ReadLinksAsync(query.UserId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedCodeDto> ReadCodesAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) => ReadAsync(
        query,
        "",
        (place, token) => records.ReadCodesAsync(query.UserId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedMessageDto> ReadEmailsAsync(ExportCurrentUserQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
        query,
        Guid.Empty,
        (place, token) => records.ReadEmailsAsync(query.UserId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    private async IAsyncEnumerable<TResult> ReadAsync<TPlace, T, TResult>(
        ExportCurrentUserQuery query,
        TPlace place,
        Func<TPlace, CancellationToken, Task<IReadOnlyList<T>>> read,
        Func<T, TPlace> placeOf,
        Func<T, TResult> describe,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<T> page;
        do
        {
            await liveSessionReader.RequireAsync(query.UserId, query.SessionId, cancellationToken);
            page = await read(place, cancellationToken);
            foreach (T item in page)
            {
                yield return describe(item);
                place = placeOf(item);
            }
        }
        while (page.Count == Size);
    }
}
