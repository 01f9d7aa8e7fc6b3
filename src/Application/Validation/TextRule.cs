namespace CleanAuth.Application.Validation;

/// <summary>
/// The rules for a text member, modelled on CharField of Django REST Framework.
/// Lengths count Unicode code points, so that an emoji is one character on every platform.
/// </summary>
internal sealed record TextRule
{
    public const string Required = "This field is required.";
    public const string NotNull = "This field may not be null.";
    public const string NotBlank = "This field may not be blank.";
    public const string NotText = "Not a valid string.";
    public const string NoNulCharacters = "Null characters are not allowed.";

    // Names and passwords are compared in a normalised form, and String.Normalize throws on U+FFFE.
    private const char Noncharacter = '\uFFFE';

    public bool Optional { get; init; }

    public bool AllowNull { get; init; }

    public bool AllowBlank { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>
    /// Allows long runs of combining marks. Set it for text that is never normalised, and for passwords: they are short, and existing
    /// passwords must stay valid.
    /// </summary>
    public bool AllowLongMarkRuns { get; init; }

    /// <summary>The message for a value that is not a text.</summary>
    public string TypeMessage { get; init; } = NotText;

    /// <summary>
    /// If set, the format of a text longer than <see cref="MaxLength"/> is checked too, up to this length; a longer text is reported as
    /// a wrong format. If null, only the length of such a text is reported.
    /// </summary>
    public int? MaxFormatLength { get; init; }

    /// <summary>Returns a message if the format is wrong; null otherwise.</summary>
    public Func<string, string?> Format { get; init; } = _ => null;

    /// <summary>Returns the messages of the broken rules. A wrong type or a missing value is reported alone.</summary>
    public IEnumerable<string> Violations(Field<string> field)
    {
        if (field.IsAbsent)
        {
            return Optional ? [] : [Required];
        }

        if (field.IsNull)
        {
            return AllowNull ? [] : [NotNull];
        }

        if (field.IsMalformed || field.Value.Contains(Noncharacter, StringComparison.Ordinal))
        {
            return [TypeMessage];
        }

        if (field.Value.Length == 0)
        {
            return AllowBlank ? [] : [NotBlank];
        }

        return TextViolations(field.Value).Distinct();
    }

    private IEnumerable<string> TextViolations(string text)
    {
        int length = text.EnumerateRunes().Count();
        if (length > MaxLength)
        {
            yield return $"Ensure this field has no more than {MaxLength} characters.";
        }

        if (length < MinLength)
        {
            yield return $"Ensure this field has at least {MinLength} characters.";
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            yield return NoNulCharacters;
        }

        bool isStreamSafe = AllowLongMarkRuns || !CombiningMarks.HasLongRun(text);
        if (!isStreamSafe)
        {
            yield return CombiningMarks.Message;
        }

        if (length > MaxFormatLength)
        {
            yield return TypeMessage;
        }

        // Formats may normalise, so check only a text of bounded length without long runs of marks.
        bool canCheckFormat = length <= (MaxFormatLength ?? MaxLength) && isStreamSafe;
        if (canCheckFormat && Format(text) is { } message)
        {
            yield return message;
        }
    }
}
