using System.Security.Cryptography;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>The account that a scenario is about, unless it names another.</summary>
internal static class TestData
{
    public const string Email = "ada@example.com";
    public const string Username = "ada";
    public const string Password = "correct horse battery staple";

    /// <summary>The new value.</summary>
    public const string NewPassword = "tide pool lantern orbit";

    /// <summary>A secret for HS256 that no file knows.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
}
