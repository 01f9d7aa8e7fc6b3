using System.Globalization;

namespace CleanAuth.FaultTests.Support;

/// <summary>How often it is tried: a few times by default, so that it runs with all other tests.</summary>
internal static class FaultSettings
{
    /// <summary>How often the working service is killed.</summary>
    public static int Kills { get; } = Read("CLEANAUTH_FAULT_KILLS", 3);

    /// <summary>How often the service is killed at its first start.</summary>
    public static int StartKills { get; } = Read("CLEANAUTH_FAULT_START_KILLS", 3);

    /// <summary>How many messages are on their way while the service is killed.</summary>
    public static int Mails { get; } = Read("CLEANAUTH_FAULT_MAILS", 60);

    private static int Read(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : usual;
}
