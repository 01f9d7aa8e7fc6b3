namespace CleanAuth.Application.Errors;

/// <summary>
/// The input is not valid. <see cref="Errors"/> has the messages by field; <see cref="NoField"/> is the key of general messages.
/// </summary>
public sealed class InvalidInputException(IReadOnlyDictionary<string, string[]> errors)
    : Exception("The input is invalid.")
{
    public const string NoField = "error";

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;

    public static InvalidInputException Of(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] });
}
