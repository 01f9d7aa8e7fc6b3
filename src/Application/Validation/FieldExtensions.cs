namespace CleanAuth.Application.Validation;

public static class FieldExtensions
{
    /// <summary>The text without the blanks around it.</summary>
    public static Field<string> Trimmed(this Field<string> field) => field.HasValue ? field.Value.Trim() : field;

    /// <summary>The value, null when null was sent, and <paramref name="absent"/> when nothing was.</summary>
    public static string? Or(this Field<string> field, string? absent) => field.IsAbsent ? absent : field.ValueOrDefault;
}
