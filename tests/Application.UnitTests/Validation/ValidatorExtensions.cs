using FluentValidation;
using FluentValidation.Results;

namespace CleanAuth.Application.UnitTests.Validation;

internal static class ValidatorExtensions
{
    /// <summary>All messages, each as <c>Member: message</c>, so that a test notices missing and additional ones.</summary>
    public static async Task<string[]> FailuresAsync<T>(this IValidator<T> validator, T request)
    {
        ValidationResult result = await validator.ValidateAsync(request);
        return [.. result.Errors.Select(failure => $"{failure.PropertyName}: {failure.ErrorMessage}")];
    }

    public static string[] Of(this IEnumerable<string> messages, string member) =>
        [.. messages.Select(message => $"{member}: {message}")];
}
