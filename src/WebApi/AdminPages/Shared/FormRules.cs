using FluentValidation;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>
/// What a browser can tell before a form is sent, in the words of the use cases, which know all of the rules. Nothing is
/// refused here that they would take.
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
