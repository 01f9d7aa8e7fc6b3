using System.Text.Json;
using System.Text.Json.Serialization;

namespace CleanAuth.WebApi.Json;

/// <summary>Reads a JSON array of strings and converts each item. Other values are refused with a message.</summary>
internal abstract class ListJsonConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new WrongTypeException("Expected a list of items.");
        }

        List<T> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Parse(TextOf(ref reader)));
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (T item in value)
        {
            writer.WriteStringValue($"{item}");
        }

        writer.WriteEndArray();
    }

    /// <summary>Parses an item; null if the item is not a text.</summary>
    /// <exception cref="WrongTypeException">The text is invalid.</exception>
    protected abstract T Parse(string? text);

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // JSON allows a lone surrogate, but it is not valid text.
            return null;
        }
    }
}

internal sealed class TextListJsonConverter : ListJsonConverter<string>
{
    protected override string Parse(string? text) => text ?? throw new WrongTypeException("Not a valid string.");
}

internal sealed class IdListJsonConverter : ListJsonConverter<Guid>
{
    protected override Guid Parse(string? text) =>
        Guid.TryParseExact(text, "D", out Guid id) ? id : throw new WrongTypeException("Must be a valid UUID.");
}
