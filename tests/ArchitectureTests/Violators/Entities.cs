namespace CleanAuth.ArchitectureTests.Violators;

internal sealed class EntityWithPublicSetter
{
    private EntityWithPublicSetter()
    {
        // for EF Core
    }

    public static EntityWithPublicSetter Instance { get; } = new();

    public string Name { get; set; } = "";
}

internal sealed class EntityWithInitSetter
{
    private EntityWithInitSetter()
    {
        // for EF Core
    }

    public static EntityWithInitSetter Instance { get; } = new();

    public string Name { get; init; } = "";
}

internal sealed class EntityWithPublicConstructor
{
    public string Name { get; private set; } = "";

    public void Rename(string name) => Name = name;
}

internal sealed class EntityWithoutParameterlessConstructor(string name)
{
    public string Name { get; private set; } = name;

    public void Rename(string name) => Name = name;
}
