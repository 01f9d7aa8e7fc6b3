namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>Keeps messages readable where bodies are large.</summary>
internal static class Excerpt
{
    private const int MaximumLength = 120;

    public static string Of(string text) => text.Length <= MaximumLength ? text : $"{text[..MaximumLength]}…";
}
