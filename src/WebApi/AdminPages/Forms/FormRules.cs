using FluentValidation;

namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>
/// The rules that a browser checks before it sends a form, with the messages of the use cases. The use cases check all rules. These
/// rules never refuse input that a use case accepts.
/// </summary>
internal static class FormRules
{
    public const string NotBlank = "This field may not be blank.";

    private const int MinPasswordLength = 8;

    public static void IsEmail<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage(NotBlank)
        .Matches(".@.").WithMessage("Enter a valid email address.");

    public static void IsNewPassword<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage(NotBlank)
        .MinimumLength(MinPasswordLength).WithMessage($"Ensure this field has at least {MinPasswordLength} characters.");
}
