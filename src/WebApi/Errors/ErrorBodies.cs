using System.Text.Json.Serialization;

namespace CleanAuth.WebApi.Errors;

/// <summary>Invalid input.</summary>
/// <param name="Errors">The messages of each field; the key <c>error</c> has messages that belong to no field.</param>
public sealed record InvalidInputBody(IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Any other error.</summary>
/// <param name="Detail">A description for people.</param>
/// <param name="Code">A code for programs.</param>
/// <param name="Messages">For an invalid access token: the token and the reason.</param>
public sealed record FailureBody(
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TokenMessage>? Messages = null);

/// <summary>The reason why an access token was refused.</summary>
public sealed record TokenMessage(string TokenClass, string TokenType, string Message);
