using CleanAuth.WebApi.Admin.Users;
using MediatR;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Finds the example of a body: the static property <c>Example</c> of its type.</summary>
internal static class BodyExample
{
    private const string Property = "Example";

    public static object Of(Type type)
    {
        if (type == typeof(Unit))
        {
            return Unit.Value;
        }

        return type == typeof(string)
            ? UsersCsv.Example
            : type.GetProperty(Property)?.GetValue(null)
                ?? throw new InvalidOperationException(
                    $"Add a static property {Property} to {type}: the OpenAPI document shows an example of each body.");
    }
}
