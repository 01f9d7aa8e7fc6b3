using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Json;

/// <summary>Reads a field of a request. A wrong type becomes a malformed field, so that the validators report all errors at once.</summary>
internal abstract class FieldJsonConverter<T> : JsonConverter<Field<T>>
{
    public override bool HandleNull => true;

    public override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Field<T>.Null;
            case JsonTokenType.String:
                return Parse(ref reader);
            default:
                reader.Skip();
                return Field<T>.Malformed;
        }
    }

    public override void Write(Utf8JsonWriter writer, Field<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Fields are only read from requests.");

    protected abstract Field<T> Parse(string text);

    private Field<T> Parse(ref Utf8JsonReader reader)
    {
        try
        {
            return Parse(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // JSON allows a lone surrogate, but it is not valid text.
            return Field<T>.Malformed;
        }
    }
}

internal sealed class TextFieldJsonConverter : FieldJsonConverter<string>
{
    protected override Field<string> Parse(string text) => text;
}

internal sealed class DateFieldJsonConverter : FieldJsonConverter<DateOnly>
{
    protected override Field<DateOnly> Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Field<DateOnly>.Malformed;
}
