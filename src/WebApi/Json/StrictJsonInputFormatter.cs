using System.Text.Json;
using System.Text.Unicode;
using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Json;

/// <summary>
/// Reads request bodies: a JSON object in UTF-8, at most 32 levels deep. Members that differ only in case are duplicates and refused.
/// If the endpoint has the envelope, the object is the member <c>user</c>. An absent body counts as an empty object. Errors are
/// exceptions for the error mapper.
/// </summary>
internal sealed class StrictJsonInputFormatter(JsonSerializerOptions options) : IInputFormatter
{
    private const string ExpectedObject = "Invalid data. Expected an object.";
    private const string NoData = "No data provided";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    public bool CanRead(InputFormatterContext context) => true;

    public async Task<InputFormatterResult> ReadAsync(InputFormatterContext context)
    {
        ReadOnlyMemory<byte> body = await ReadBodyAsync(context.HttpContext);
        if (body.IsEmpty)
        {
            return InputFormatterResult.Success(Activator.CreateInstance(context.ModelType)!);
        }

        RequireJson(context.HttpContext.Request);
        using JsonDocument document = Parse(body);
        JsonElement? content = UserEnvelopeAttribute.AppliesToRequest(context.HttpContext)
            ? Unwrap(document.RootElement)
            : document.RootElement;
        return InputFormatterResult.Success(content is { } element
            ? Read(RequireObject(element), context.ModelType)
            : Activator.CreateInstance(context.ModelType)!);
    }

    private object Read(JsonElement element, Type type)
    {
        try
        {
            return element.Deserialize(type, options)!;
        }
        catch (WrongTypeException exception)
        {
            throw InvalidInputException.Of(exception.Member, exception.Message);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        try
        {
            return await ReadAsync(context.Request, context.RequestAborted);
        }
        catch (OperationCanceledException exception)
        {
            // The request timed out while its body arrived, so the client was too slow.
            throw new BadHttpRequestException("The body arrived too slowly.", StatusCodes.Status408RequestTimeout, exception);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // Kestrel throws this for a chunk size that is not a 32-bit number.
            throw new BadHttpRequestException("The body is not valid HTTP chunked encoding.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        long expected = request.ContentLength ?? KestrelSetup.MaxBodySize;
        byte[] buffer = new byte[Math.Min(expected, KestrelSetup.MaxBodySize) + 1];
        int length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > KestrelSetup.MaxBodySize)
        {
            await request.Body.CopyToAsync(Stream.Null, cancellationToken);
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        return buffer.AsMemory(0, length);
    }

    // RFC 8259 section 8.1: JSON is UTF-8, and a charset parameter has no other meaning.
    private static void RequireJson(HttpRequest request)
    {
        bool isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
        {
            throw new UnsupportedMediaTypeException(request.ContentType);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new MalformedJsonException("the body is not UTF-8");
        }

        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body, Strict);
            RequireNoDuplicates(document.RootElement);
            return document;
        }
        catch (JsonException exception)
        {
            document?.Dispose();
            throw new MalformedJsonException($"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}", exception);
        }
        catch (Exception)
        {
            document?.Dispose();
            throw;
        }
    }

    private static void RequireNoDuplicates(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                RequireNoDuplicates(item);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Add(NameOf(member)))
            {
                throw new MalformedJsonException("duplicate member");
            }

            RequireNoDuplicates(member.Value);
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw new MalformedJsonException("invalid member name", exception);
        }
    }

    private static JsonElement? Unwrap(JsonElement root) =>
        RequireObject(root).TryGetProperty(UserEnvelopeAttribute.Member, out JsonElement user) ? user : null;

    private static JsonElement RequireObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element,
        JsonValueKind.Null => throw InvalidInputException.Of(InvalidInputException.NoField, NoData),
        _ => throw InvalidInputException.Of(InvalidInputException.NoField, ExpectedObject),
    };
}
