namespace CleanAuth.Application.Paging;

/// <summary>One page of a list, cut from the items that were read for it.</summary>
/// <param name="found">The items: one more than the page has, if another page follows.</param>
/// <param name="size">The number of items on the page.</param>
internal sealed class Page<T>(IReadOnlyList<T> found, int size)
    where T : class
{
    public IEnumerable<T> Items => found.Take(size);

    /// <summary>The item after which the next page starts; null on the last page.</summary>
    public T? ContinueAfter => found.Count > size ? found[size - 1] : null;
}

internal static class Page
{
    public const int DefaultSize = 50;

    /// <summary>Reads a page. The additional item shows whether another page follows.</summary>
    /// <param name="readAsync">Reads at most this number of items.</param>
    /// <param name="size">The number of items on the page.</param>
    public static async Task<Page<T>> ReadAsync<T>(Func<int, Task<IReadOnlyList<T>>> readAsync, int size = DefaultSize)
        where T : class => new(await readAsync(size + 1), size);
}
