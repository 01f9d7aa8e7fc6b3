using System.Net.Http.Headers;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>The response of the service, whose JSON is parsed strictly.</summary>
internal sealed record StrictResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The body if its content type is JSON and it is valid; otherwise undefined.</summary>
    public JsonElement Json { get; } = ReadJson(Headers.GetValueOrDefault("Content-Type"), Text);

    public static async Task<StrictResponse> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        IEnumerable<KeyValuePair<string, HeaderStringValues>> headers =
            response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated);
        return new StrictResponse(
            (int)response.StatusCode,
            headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            text);
    }

    private static JsonElement ReadJson(string? contentType, string text)
    {
        if (contentType?.Split(';')[0].Trim().EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return default;
        }

        try
        {
            return JsonDocument.Parse(text, Strict).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
