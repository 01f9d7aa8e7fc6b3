namespace CleanAuth.Domain.UnitTests;

/// <summary>Checks of ids that must not be guessable.</summary>
internal static class RandomIds
{
    public static Guid[] Draw(int count, Func<Guid> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    /// <summary>How often each of the 128 bits was set. A fixed bit, such as those of a GUID version, is set always or never.</summary>
    public static int[] TimesSet(Guid[] ids) =>
        [.. Enumerable.Range(0, 128).Select(bit => ids.Count(id => (id.ToByteArray()[bit / 8] >> (bit % 8) & 1) == 1))];
}
