namespace CleanAuth.Domain.UnitTests;

/// <summary>Ids that nobody can guess.</summary>
internal static class RandomIds
{
    public static Guid[] Draw(int count, Func<Guid> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    /// <summary>How often each of the 128 bits was set: one that is fixed, as the version of a GUID would be, always or never.</summary>
    public static int[] TimesSet(Guid[] ids) =>
        [.. Enumerable.Range(0, 128).Select(bit => ids.Count(id => (id.ToByteArray()[bit / 8] >> (bit % 8) & 1) == 1))];
}
