using System.Globalization;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>How many requests are generated: few by default, so that they run with all other tests. The same ones each time.</summary>
internal static class FuzzingSettings
{
    public static int Requests { get; } = (int)Read("CLEANAUTH_ANY_INPUT_REQUESTS", 1_500);

    /// <summary>What a failure prints as its seed, to try the same again; the second number is odd.</summary>
    public static ulong Seed { get; } = Read("CLEANAUTH_ANY_INPUT_SEED", 20261126);

    public static ulong Gamma { get; } = Read("CLEANAUTH_ANY_INPUT_GAMMA", 4711);

    private static ulong Read(string variable, ulong usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? ulong.Parse(value, CultureInfo.InvariantCulture)
            : usual;
}
