namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>Shortens large bodies in messages.</summary>
internal static class Excerpt
{
    private const int MaximumLength = 120;

    public static string Of(string text) => text.Length <= MaximumLength ? text : $"{text[..MaximumLength]}…";
}
