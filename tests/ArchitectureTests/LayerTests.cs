using System.Reflection;
using System.Runtime.InteropServices;
using NetArchTest.Rules;

namespace CleanAuth.ArchitectureTests;

internal sealed class LayerTests
{
    [Test]
    public void Domain_WhenItReferencesAssemblies_KeepsToTheBaseLibrary()
    {
        string[] unlisted = UnlistedReferences(Layers.Domain);

        Assert.That(unlisted, Is.Empty);
    }

    [Test]
    public void Application_WhenItReferencesAssemblies_KeepsToTheList()
    {
        string[] unlisted = UnlistedReferences(
            Layers.Application,
            "CleanAuth.Domain",
            "AutoMapper",
            "FluentValidation",
            "MediatR",
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions");

        Assert.That(unlisted, Is.Empty);
    }

    [Test]
    public void Application_WhenAnAssemblyIsNotListed_IsReported()
    {
        string[] unlisted = UnlistedReferences(Layers.Application, "CleanAuth.Domain", "AutoMapper", "FluentValidation");

        Assert.That(unlisted, Does.Contain("MediatR"));
    }

    // A package is not part of the base library only because its name begins with System.
    [TestCase("System.CommandLine")]
    [TestCase("Microsoft.AspNetCore.Mvc.Core")]
    [TestCase("CleanAuth.Infrastructure")]
    public void WebApi_WhenCheckedAsDomain_IsReported(string reference)
    {
        string[] unlisted = UnlistedReferences(Layers.WebApi);

        Assert.That(unlisted, Does.Contain(reference));
    }

    [Test]
    public void Infrastructure_WhenItReferencesAssemblies_DoesNotReferenceTheWebApi()
    {
        bool references = References(Layers.Infrastructure, Layers.WebApi);

        Assert.That(references, Is.False);
    }

    [Test]
    public void Tests_WhenTheyReferenceTheWebApi_AreReported()
    {
        bool references = References(Layers.Tests, Layers.WebApi);

        Assert.That(references, Is.True);
    }

    [Test]
    public void WebApi_WhenItUsesTheInfrastructure_UsesItOnlyInProgram()
    {
        string[] users = UsersOfInfrastructure(Types.InAssembly(Layers.WebApi).That().DoNotHaveName("Program"));

        Assert.That(users, Is.Empty);
    }

    [Test]
    public void UsersOfInfrastructure_WhenSearchedInTheWebApi_IncludeProgram()
    {
        string[] users = UsersOfInfrastructure(Types.InAssembly(Layers.WebApi).That().HaveNameMatching("."));

        Assert.That(users, Is.EqualTo(["Program"]));
    }

    [Test]
    public void Violators_WhenTheyUseTheInfrastructure_AreReported()
    {
        string[] users = UsersOfInfrastructure(Types.InAssembly(Layers.Tests).That().HaveNameStartingWith("UserIn"));

        Assert.That(users, Is.EquivalentTo(["UserInMethod", "UserInLambda", "UserInAsync"]));
    }

    private static string[] UnlistedReferences(Assembly assembly, params string[] listed) =>
    [
        .. assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !IsOfBaseLibrary(name))
            .Except(listed),
    ];

    private static bool IsOfBaseLibrary(string name) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"{name}.dll"));

    private static bool References(Assembly assembly, Assembly other) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == other.GetName().Name);

    private static string[] UsersOfInfrastructure(PredicateList types) =>
    [
        .. (types.ShouldNot().HaveDependencyOn("CleanAuth.Infrastructure").GetResult().FailingTypeNames ?? [])
            .Select(name => name[(name.LastIndexOf('.') + 1)..]),
    ];
}
