using System.Text.Json;
using CleanAuth.Application.Errors;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace CleanAuth.Application.Validation;

/// <summary>Runs the validators of a request before its handler, for every caller: API, commands and admin.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next)
    {
        List<ValidationFailure> failures = [];
        foreach (IValidator<TRequest> validator in validators)
        {
            ValidationResult result = await validator.ValidateAsync(request, cancellationToken);
            failures.AddRange(result.Errors);
        }

        return failures.Count == 0 ? await next() : throw new InvalidInputException(MessagesByField(failures));
    }

    // Return field names and messages only: a ValidationFailure also has the attempted value, which may be a password.
    private static Dictionary<string, string[]> MessagesByField(IEnumerable<ValidationFailure> failures) => failures
        .GroupBy(failure => Key(failure.PropertyName), failure => failure.ErrorMessage)
        .ToDictionary(group => group.Key, group => group.ToArray());

    private static string Key(string propertyName) =>
        propertyName.Length == 0 ? InvalidInputException.NoField : JsonNamingPolicy.SnakeCaseLower.ConvertName(propertyName);
}
