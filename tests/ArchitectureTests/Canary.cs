using System.Reflection;
using System.Runtime.CompilerServices;
using CleanAuth.Application.Validation;

namespace CleanAuth.ArchitectureTests;

/// <summary>Builds a record of any type and puts a marker into each member, at any depth, whose name says that it holds a secret.</summary>
internal sealed class Canary
{
    public const string Text = "canary-4711";

    private static readonly string[] SecretNames =
        ["Password", "PasswordHash", "Token", "Tokens", "Refresh", "Access", "SigningKey", "Secret"];

    /// <summary>The number of marked members.</summary>
    public int Marks { get; private set; }

    public object Build(Type record)
    {
        ConstructorInfo? constructor = record.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length);
        object built = constructor is null
            ? RuntimeHelpers.GetUninitializedObject(record)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueOf(parameter.ParameterType, parameter.Name!))]);
        HashSet<string> given = [.. constructor?.GetParameters().Select(parameter => parameter.Name!) ?? []];
        foreach (PropertyInfo property in record.GetProperties().Where(property => property.CanWrite && !given.Contains(property.Name)))
        {
            property.SetValue(built, ValueOf(property.PropertyType, property.Name));
        }

        return built;
    }

    private static bool IsSecret(string name) =>
        SecretNames.Any(secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));

    private object? ValueOf(Type type, string name)
    {
        if (type.IsRecord())
        {
            return Build(type);
        }

        if (type == typeof(string) || type == typeof(string[]) || type == typeof(Field<string>))
        {
            return TextOf(type, IsSecret(name) ? Mark() : "plain");
        }

        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private string Mark()
    {
        Marks++;
        return Text;
    }

    private static object TextOf(Type type, string text)
    {
        if (type == typeof(Field<string>))
        {
            return (Field<string>)text;
        }

        return type == typeof(string) ? text : new[] { text };
    }
}
