using System.Text.Json.Serialization;

namespace CleanAuth.WebApi.Errors;

/// <summary>Input that breaks rules.</summary>
/// <param name="Errors">The messages of each field; <c>error</c> is the key of what belongs to no field.</param>
public sealed record InvalidInputBody(IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Any other failure.</summary>
/// <param name="Detail">What is wrong, for people.</param>
/// <param name="Code">What is wrong, for programs.</param>
/// <param name="Messages">For a bad access token: which token, and why.</param>
public sealed record FailureBody(
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TokenMessage>? Messages = null);

/// <summary>Why an access token was refused.</summary>
public sealed record TokenMessage(string TokenClass, string TokenType, string Message);
