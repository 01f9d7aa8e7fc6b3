using System.Text.Json;

namespace CleanAuth.WebApi.Json;

/// <summary>A member has the wrong type. The message is for the client.</summary>
internal sealed class WrongTypeException(string message) : JsonException(message)
{
    /// <summary>The name of the member of the body.</summary>
    public string Member => Path?.Split('.', '[') is [_, { Length: > 0 } member, ..] ? member : "";
}
