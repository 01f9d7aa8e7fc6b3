using System.Globalization;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>The number of generated requests, small by default so that they run with all other tests, and the seed, which makes them repeatable.</summary>
internal static class FuzzingSettings
{
    public static int Requests { get; } = (int)Read("CLEANAUTH_ANY_INPUT_REQUESTS", 1_500);

    /// <summary>The seed that a failure prints; the second number is odd.</summary>
    public static ulong Seed { get; } = Read("CLEANAUTH_ANY_INPUT_SEED", 20261126);

    public static ulong Gamma { get; } = Read("CLEANAUTH_ANY_INPUT_GAMMA", 4711);

    private static ulong Read(string variable, ulong usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? ulong.Parse(value, CultureInfo.InvariantCulture)
            : usual;
}
