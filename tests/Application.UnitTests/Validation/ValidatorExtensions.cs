using FluentValidation;
using FluentValidation.Results;

namespace CleanAuth.Application.UnitTests.Validation;

internal static class ValidatorExtensions
{
    /// <summary>Everything that is wrong, each as <c>Member: message</c>, so that a test sees no more and no less.</summary>
    public static async Task<string[]> FailuresAsync<T>(this IValidator<T> validator, T request)
    {
        ValidationResult result = await validator.ValidateAsync(request);
        return [.. result.Errors.Select(failure => $"{failure.PropertyName}: {failure.ErrorMessage}")];
    }

    public static string[] Of(this IEnumerable<string> messages, string member) =>
        [.. messages.Select(message => $"{member}: {message}")];
}
