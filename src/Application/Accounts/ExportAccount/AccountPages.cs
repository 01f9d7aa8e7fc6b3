using System.Runtime.CompilerServices;
using CleanAuth.Application.Abstractions;

namespace CleanAuth.Application.Accounts.ExportAccount;

/// <summary>What is stored beside an account, a page at a time: no more is held in memory, and no statement runs while a slow client takes it.</summary>
internal sealed class AccountPages(ISessionHistory history, ISecurityEvents events, IAccountRecords records, TimeProvider clock)
{
    internal const int Size = 500;

    public IAsyncEnumerable<ExportedSessionDto> ReadSessionsAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        Position.Start,
        (place, token) => history.ReadSessionsAsync(userId, place, Size, clock.GetUtcNow(), token),
        item => new Position(item.Session.OpenedAt, item.Session.Id),
        item => item.Session.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedTokenDto> ReadTokensAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        Position.Start,
        (place, token) => history.ReadTokensAsync(userId, place, Size, token),
        item => new Position(item.Token.IssuedAt, item.Token.Id),
        item => item.Token.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedEventDto> ReadEventsAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        long.MaxValue,
        (place, token) => events.ReadAsync(userId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedLoginDto> ReadLoginsAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        "",
        (place, token) => records.ReadLoginsAsync(userId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedLinkDto> ReadLinksAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        "",
        (place, token) => records.ReadLinksAsync(userId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedCodeDto> ReadCodesAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        "",
        (place, token) => records.ReadCodesAsync(userId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    public IAsyncEnumerable<ExportedMessageDto> ReadMessagesAsync(Guid userId, CancellationToken cancellationToken) => ReadAsync(
        Guid.Empty,
        (place, token) => records.ReadMessagesAsync(userId, place, Size, token),
        item => item.Id,
        item => item.ToExport(),
        cancellationToken);

    private static async IAsyncEnumerable<TResult> ReadAsync<TPlace, T, TResult>(
        TPlace place,
        Func<TPlace, CancellationToken, Task<IReadOnlyList<T>>> read,
        Func<T, TPlace> placeOf,
        Func<T, TResult> describe,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<T> page;
        do
        {
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
