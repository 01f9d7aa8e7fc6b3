using System.Globalization;

namespace CleanAuth.RaceTests;

/// <summary>How long and how wide the races are: short by default, so that they run with all other tests.</summary>
internal static class RaceSettings
{
    public static int Rounds { get; } = Read("CLEANAUTH_RACE_ROUNDS", 24);

    public static int Presenters { get; } = Read("CLEANAUTH_RACE_PRESENTERS", 16);

    public static int Processes { get; } = Read("CLEANAUTH_RACE_PROCESSES", 3);

    /// <summary>How many logouts are timed until another process refuses the access token.</summary>
    public static int Logouts { get; } = Read("CLEANAUTH_RACE_LOGOUTS", 20);

    private static int Read(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : usual;
}
