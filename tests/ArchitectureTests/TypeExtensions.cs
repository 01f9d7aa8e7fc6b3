namespace CleanAuth.ArchitectureTests;

internal static class TypeExtensions
{
    /// <summary>Records are the only types with this method, whose name cannot be written in C#.</summary>
    public static bool IsRecord(this Type type) => type.GetMethod("<Clone>$") is not null;
}
