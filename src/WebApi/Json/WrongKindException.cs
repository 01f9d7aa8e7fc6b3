using System.Text.Json;

namespace CleanAuth.WebApi.Json;

/// <summary>A member is of another kind than it has to be. The message is for the client, the path is where it stands.</summary>
internal sealed class WrongKindException(string message) : JsonException(message)
{
    /// <summary>The member of the body that it is, or is in.</summary>
    public string Member => Path?.Split('.', '[') is [_, { Length: > 0 } member, ..] ? member : "";
}
