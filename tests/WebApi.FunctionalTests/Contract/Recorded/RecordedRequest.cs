using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>A request of the recording, with templates in every text and at most one kind of body.</summary>
internal sealed record RecordedRequest
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int LargeBody = 65_536;

    // Send the path as recorded; .NET would normalise it.
    private static readonly UriCreationOptions Untouched = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public required string Method { get; init; }

    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    // Undefined if absent; a JSON null is a body too.
    public JsonElement Json { get; init; }

    public string? Raw { get; init; }

    public byte[]? RawBase64 { get; init; }

    public IReadOnlyDictionary<string, string>? Form { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Multipart { get; init; }

    public HttpRequestMessage ToMessage(Uri server, IReadOnlyDictionary<string, string> variables)
    {
        string address = server.GetLeftPart(UriPartial.Authority) + Template.Expand(Path, variables);
        HttpRequestMessage message = new(new HttpMethod(Method), new Uri(address, Untouched)) { Content = Body(variables) };
        foreach ((string name, string value) in Headers)
        {
            HttpHeaders headers = name == "Content-Type" ? message.Content!.Headers : message.Headers;
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, Template.Expand(value, variables));
        }

        // A server that refuses a large body closes the connection while the client still writes, and the response may be
        // lost. RFC 9110 section 10.1.1: a client that waits for 100 Continue receives it.
        message.Headers.ExpectContinue = message.Content?.Headers.ContentLength > LargeBody ? true : null;
        return message;
    }

    private HttpContent? Body(IReadOnlyDictionary<string, string> variables)
    {
        if (Json.ValueKind != JsonValueKind.Undefined)
        {
            string json = Template.Expand(JsonSerializer.Serialize(Json, AsWritten), variables);
            ByteArrayContent content = new(Encoding.UTF8.GetBytes(json));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return content;
        }

        if (Form is not null)
        {
            return new FormUrlEncodedContent(Form.ToDictionary(field => field.Key, field => Template.Expand(field.Value, variables)));
        }

        if (Multipart is not null)
        {
            MultipartFormDataContent content = [];
            foreach (IReadOnlyList<string> field in Multipart)
            {
                content.Add(new StringContent(Template.Expand(field[1], variables)), field[0]);
            }

            return content;
        }

        byte[]? bytes = Raw is null ? RawBase64 : Encoding.UTF8.GetBytes(Template.Expand(Raw, variables));
        return bytes is null ? null : new ByteArrayContent(bytes);
    }
}
