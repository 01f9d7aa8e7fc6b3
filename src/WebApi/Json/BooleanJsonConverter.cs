using System.Text.Json;
using System.Text.Json.Serialization;

namespace CleanAuth.WebApi.Json;

/// <summary>Reads <c>true</c> and <c>false</c>, and refuses other values with a message.</summary>
internal sealed class BooleanJsonConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new WrongTypeException("Must be a valid boolean."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
