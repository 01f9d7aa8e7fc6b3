namespace CleanAuth.WebApi.FunctionalTests;

/// <summary>The account that a scenario is about, unless it names another.</summary>
internal static class TestData
{
    public const string Email = "ada@example.com";
    public const string Username = "ada";
    public const string Password = "correct horse battery staple";
}
