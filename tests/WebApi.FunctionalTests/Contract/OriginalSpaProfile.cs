using System.Text.Json.Nodes;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The launch profile with which the original's clients work unchanged.</summary>
internal static class OriginalSpaProfile
{
    /// <summary>Its settings, read from the profile itself so that the two cannot differ.</summary>
    public static IEnumerable<(string Name, string Value)> Settings() =>
        from variable in Recording.Load<JsonObject>("launchSettings.json")["profiles"]!["OriginalSpa"]!["environmentVariables"]!.AsObject()
        select (SettingOf(variable.Key), (string)variable.Value!);

    private static string SettingOf(string variable) =>
        variable.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal);
}
