namespace CleanAuth.Application.Errors;

/// <summary>The input breaks a rule. Holds the messages of each field; <see cref="NoField"/> is the key of the others.</summary>
public sealed class InvalidInputException(IReadOnlyDictionary<string, string[]> errors)
    : Exception("The input is invalid.")
{
    public const string NoField = "error";

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;

    public static InvalidInputException Of(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] });
}
