using System.Globalization;

namespace CleanAuth.RaceTests;

/// <summary>The size of the races: small by default, so that they run with all other tests.</summary>
internal static class RaceSettings
{
    public static int Rounds { get; } = Read("CLEANAUTH_RACE_ROUNDS", 24);

    public static int Presenters { get; } = Read("CLEANAUTH_RACE_PRESENTERS", 16);

    public static int Processes { get; } = Read("CLEANAUTH_RACE_PROCESSES", 3);

    /// <summary>The number of logouts whose effect on another process is timed.</summary>
    public static int Logouts { get; } = Read("CLEANAUTH_RACE_LOGOUTS", 20);

    private static int Read(string variable, int byDefault) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : byDefault;
}
