using System.Reflection;
using System.Runtime.CompilerServices;
using NetArchTest.Rules;

namespace CleanAuth.ArchitectureTests;

/// <summary>Only the folder of a database uses its driver, so that a new database needs one folder.</summary>
internal sealed class ProviderTests
{
    private const string Folders = "CleanAuth.Infrastructure.Persistence.";

    private static readonly string[] Drivers = ["Microsoft.Data.Sqlite", "Microsoft.Data.SqlClient", "Npgsql"];

    [TestCase("Microsoft.Data.Sqlite", "Sqlite")]
    [TestCase("Microsoft.Data.SqlClient", "SqlServer")]
    [TestCase("Npgsql", "PostgreSql")]
    public void Types_WhenTheyUseADriver_AreInTheFolderOfItsDatabase(string driver, string folder)
    {
        string[] users = UsersOf(driver, Layers.Infrastructure);

        Assert.That(users, Is.Not.Empty);
        Assert.That(users, Has.All.StartsWith($"{Folders}{folder}."));
    }

    [Test]
    public void Violators_WhenTheyUseADriver_AreReported()
    {
        string[] users = [.. Drivers.SelectMany(driver => UsersOf(driver, Layers.Tests))];

        Assert.That(users, Is.EqualTo([typeof(Violators.UserOfDriver).FullName]));
    }

    private static string[] UsersOf(string driver, Assembly assembly) =>
    [
        .. (Types.InAssembly(assembly).ShouldNot().HaveDependencyOn(driver).GetResult().FailingTypes ?? [])
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(type => type.FullName!),
    ];
}
