using System.Globalization;

namespace CleanAuth.FaultTests.Support;

/// <summary>The number of repetitions: few by default, so that these tests run with all others.</summary>
internal static class FaultSettings
{
    /// <summary>The number of kills of a service under load.</summary>
    public static int Kills { get; } = Read("CLEANAUTH_FAULT_KILLS", 3);

    /// <summary>The number of kills during the first start.</summary>
    public static int StartKills { get; } = Read("CLEANAUTH_FAULT_START_KILLS", 3);

    /// <summary>The number of emails in the outbox when the kills begin.</summary>
    public static int Emails { get; } = Read("CLEANAUTH_FAULT_MAILS", 60);

    private static int Read(string variable, int byDefault) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : byDefault;
}
