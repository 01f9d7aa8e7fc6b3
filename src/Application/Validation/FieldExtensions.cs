namespace CleanAuth.Application.Validation;

public static class FieldExtensions
{
    /// <summary>Removes leading and trailing blanks.</summary>
    public static Field<string> Trimmed(this Field<string> field) => field.HasValue ? field.Value.Trim() : field;

    /// <summary>Returns the value; null if null was sent; <paramref name="absent"/> if the field was not sent.</summary>
    public static string? Or(this Field<string> field, string? absent) => field.IsAbsent ? absent : field.ValueOrDefault;
}
