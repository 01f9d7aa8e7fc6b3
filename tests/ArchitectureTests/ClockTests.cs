using System.Reflection;
using Mono.Cecil;

namespace CleanAuth.ArchitectureTests;

/// <summary>Code reads the time from a <see cref="TimeProvider"/>, so that tests can set it.</summary>
internal sealed class ClockTests
{
    [Test]
    public void Code_WhenItNeedsTheTime_UsesTheTimeProvider()
    {
        string[] readers = [.. Layers.All.SelectMany(assembly => ReadersOfTheRealClock(assembly))];

        Assert.That(readers, Is.Empty);
    }

    [Test]
    public void Code_WhenItReadsTheRealClock_IsReported()
    {
        string[] readers = ReadersOfTheRealClock(Layers.Tests, nameof(Violators.Clocks));

        Assert.That(
            readers,
            Is.EquivalentTo(
            [
                "Clocks: System.DateTimeOffset.get_UtcNow",
                "Clocks: System.DateTime.get_Now",
                "Clocks: System.DateTime.get_UtcNow",
                "Clocks: System.Guid.CreateVersion7",
            ]));
    }

    // Read the compiled code: lambdas, async methods and aliases look the same there.
    private static string[] ReadersOfTheRealClock(Assembly assembly, string? typeName = null)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Location);
        return
        [
            .. from type in module.GetTypes()
               let name = Outermost(type).Name
               where typeName is null || name == typeName
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               let called = instruction.Operand as MethodReference
               where called is not null && ReadsTheRealClock(called)
               select $"{name}: {called.DeclaringType.FullName}.{called.Name}",
        ];
    }

    private static TypeDefinition Outermost(TypeDefinition type) =>
        type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static bool ReadsTheRealClock(MethodReference method) => (method.DeclaringType.FullName, method.Name) switch
    {
        ("System.DateTime" or "System.DateTimeOffset", "get_UtcNow" or "get_Now" or "get_Today") => true,
        ("System.Guid", nameof(Guid.CreateVersion7)) => method.Parameters.Count == 0,
        _ => false,
    };
}
