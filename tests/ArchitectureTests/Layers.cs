using System.Reflection;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.Registration;

namespace CleanAuth.ArchitectureTests;

internal static class Layers
{
    public static readonly Assembly Domain = typeof(User).Assembly;

    public static readonly Assembly Application = typeof(AccountOptions).Assembly;

    public static readonly Assembly Infrastructure = typeof(Infrastructure.DependencyInjection).Assembly;

    public static readonly Assembly WebApi = typeof(RegistrationController).Assembly;

    public static readonly Assembly[] All = [Domain, Application, Infrastructure, WebApi];

    /// <summary>This assembly. It contains the violators, which show that each rule can fail.</summary>
    public static readonly Assembly Tests = typeof(Layers).Assembly;

    public static Type[] Types { get; } = [.. All.SelectMany(assembly => assembly.GetTypes())];
}
