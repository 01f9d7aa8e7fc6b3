using FluentValidation;

namespace CleanAuth.Application.Validation;

internal static class FieldRuleExtensions
{
    public const string WrongDateFormat =
        "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";

    /// <summary>Reports each rule that the text breaks.</summary>
    public static IRuleBuilderOptionsConditions<T, Field<string>> Follows<T>(
        this IRuleBuilder<T, Field<string>> builder,
        TextRule rule) =>
        builder.Custom((field, context) =>
        {
            foreach (string message in rule.Violations(field))
            {
                context.AddFailure(message);
            }
        });

    /// <summary>Reports each rule that the text breaks, for the field of this name.</summary>
    public static void Follows<T>(this IRuleBuilder<T, string?> builder, TextRule rule, string fieldName) =>
        builder.Custom((text, context) =>
        {
            foreach (string message in rule.Violations(text ?? Field<string>.Null))
            {
                context.AddFailure(fieldName, message);
            }
        });

    /// <summary>The field is absent, null or a date.</summary>
    public static IRuleBuilderOptions<T, Field<DateOnly>> IsDateOrNull<T>(this IRuleBuilder<T, Field<DateOnly>> builder) =>
        builder.Must(field => !field.IsMalformed).WithMessage(WrongDateFormat);
}
