namespace CleanAuth.ArchitectureTests;

internal static class TypeExtensions
{
    /// <summary>Only records have this method, because its name is not valid in C#.</summary>
    public static bool IsRecord(this Type type) => type.GetMethod("<Clone>$") is not null;
}
