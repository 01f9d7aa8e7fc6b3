using System.Security.Cryptography;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>The account of a scenario, unless the scenario names another.</summary>
internal static class TestData
{
    public const string Email = "ada@example.com";
    public const string Username = "ada";
    public const string Password = "correct horse battery staple";

    /// <summary>The password after a change.</summary>
    public const string NewPassword = "tide pool lantern orbit";

    /// <summary>A random secret for HS256.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
}
