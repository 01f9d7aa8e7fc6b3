using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>A response of the service. Prints as the status and the body.</summary>
internal sealed class ApiResponse
{
    private readonly Dictionary<string, string> headers;

    private ApiResponse(HttpResponseMessage response, string body)
    {
        Status = (int)response.StatusCode;
        Body = body;
        headers = response.Headers
            .Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
    }

    public int Status { get; }

    public string Body { get; }

    public JsonNode Json => JsonNode.Parse(Body)!;

    public static async Task<ApiResponse> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            string body = await response.Content.ReadAsStringAsync();
            await ExchangeLog.AddAsync(response, body);
            return new ApiResponse(response, body);
        }
    }

    /// <summary>The values of the header, or null if it is absent.</summary>
    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>Status, body and all headers except Date.</summary>
    public string Describe() => string.Join('\n', [
        $"{this}",
        .. headers.Where(header => header.Key != "Date")
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {header.Value}"),
    ]);

    /// <summary>Whether this is an error in one of the two documented shapes.</summary>
    public bool IsDocumentedError() =>
        Status is >= 400 and < 500
        && Header("Content-Type") == "application/json; charset=utf-8"
        && Json is JsonObject body
        && (IsInvalidInput(body) || IsFailure(body));

    /// <summary>Whether this is a page of the admin, which may be an error page.</summary>
    public bool IsPage() =>
        Header("Content-Type") == "text/html; charset=utf-8" && Body.Contains("<main id=\"main\"", StringComparison.Ordinal);

    public override string ToString() => Body.Length == 0 ? $"{Status}" : $"{Status} {Body}";

    private static bool IsInvalidInput(JsonObject body) =>
        body.Count == 1
        && body["errors"] is JsonObject { Count: > 0 } errors
        && errors.All(field => field.Value is JsonArray { Count: > 0 } messages && messages.All(IsText));

    private static bool IsFailure(JsonObject body) =>
        IsText(body["detail"])
        && IsText(body["code"])
        && body.All(member => member.Key is "detail" or "code" or "messages");

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0;
}
