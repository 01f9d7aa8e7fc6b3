using System.Text.Json;
using System.Text.Json.Serialization;

namespace CleanAuth.WebApi.Json;

/// <summary>Reads a list of texts, and says what a list or one of its items should be.</summary>
internal abstract class ListJsonConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new WrongKindException("Expected a list of items.");
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

    /// <summary>The item, from its text; null is anything that is none.</summary>
    /// <exception cref="WrongKindException">It cannot be one.</exception>
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
            // Half a surrogate pair: JSON allows to write it, but it is no text.
            return null;
        }
    }
}

internal sealed class TextListJsonConverter : ListJsonConverter<string>
{
    protected override string Parse(string? text) => text ?? throw new WrongKindException("Not a valid string.");
}

internal sealed class IdListJsonConverter : ListJsonConverter<Guid>
{
    protected override Guid Parse(string? text) =>
        Guid.TryParseExact(text, "D", out Guid id) ? id : throw new WrongKindException("Must be a valid UUID.");
}
