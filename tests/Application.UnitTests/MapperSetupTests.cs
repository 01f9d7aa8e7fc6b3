using AutoMapper;

namespace CleanAuth.Application.UnitTests;

internal sealed class MapperSetupTests
{
    [Test]
    public void Create_WhenCalled_FillsEveryMemberOfEveryDestination()
    {
        MapperConfiguration configuration = MapperSetup.Create();

        Assert.That(configuration.AssertConfigurationIsValid, Throws.Nothing);
    }

    [Test]
    public void Create_WhenCalled_MapsNothingButPlainValues()
    {
        MapperConfiguration configuration = MapperSetup.Create();

        Assert.That(configuration.GetAllTypeMaps(), Is.Not.Empty);
        Assert.That(NestedMembers(configuration), Is.Empty);
    }

    [Test]
    public void NestedMembers_WhenAMapRefersToItself_NamesTheMember()
    {
        MapperSetup setup = new() { CreateMissingTypeMaps = false };
        setup.CreateMap<Node, NodeDto>();
        setup.CreateMap<Node, NodeRecord>();

        string[] nested = NestedMembers(new MapperConfiguration(setup));

        Assert.That(nested, Is.EquivalentTo(["NodeDto.Children", "NodeDto.Next", "NodeRecord.Next"]));
    }

    // Depth is what AutoMapper 8 follows without a bound. A map of plain values has none: no cycle, no nesting.
    private static string[] NestedMembers(MapperConfiguration configuration) =>
    [
        .. from map in configuration.GetAllTypeMaps()
           from member in Members(map)
           where !IsPlain(member.Type)
           select $"{map.DestinationType.Name}.{member.Name}",
    ];

    private static IEnumerable<(string Name, Type Type)> Members(TypeMap map)
    {
        IEnumerable<(string, Type)> properties = map.PropertyMaps
            .Where(property => !property.Ignored)
            .Select(property => (property.DestinationMember.Name, property.DestinationType));
        IEnumerable<(string, Type)> parameters = (map.ConstructorMap?.CtorParams ?? [])
            .Select(parameter => (parameter.Parameter.Name!, parameter.Parameter.ParameterType));
        return properties.Union(parameters);
    }

    private static bool IsPlain(Type type) => type.IsValueType || type == typeof(string);

    private sealed record Node(string Name, Node? Next, Node[] Children);

    private sealed class NodeDto
    {
        public string? Name { get; set; }

        public NodeDto? Next { get; set; }

        public NodeDto[]? Children { get; set; }
    }

    private sealed record NodeRecord(string Name, NodeRecord? Next);
}
