using AutoMapper;
using AutoMapper.Internal;

namespace CleanAuth.Application.UnitTests;

internal sealed class MapTests
{
    /// <summary>All maps of the application.</summary>
    public static MapperConfiguration Configuration { get; } =
        new(options => options.AddMaps(typeof(Application.DependencyInjection)));

    [Test]
    public void Maps_WhenChecked_FillEveryMemberOfEveryDestination() =>
        Assert.That(Configuration.AssertConfigurationIsValid, Throws.Nothing);

    [Test]
    public void Maps_WhenChecked_MapOnlyPlainValues()
    {
        Assert.That(Configuration.Internal().GetAllTypeMaps(), Is.Not.Empty);
        Assert.That(NestedMembers(Configuration), Is.Empty);
    }

    [Test]
    public void NestedMembers_WhenAMapRefersToItself_NamesTheMember()
    {
        MapperConfiguration configuration = new(options =>
        {
            options.CreateMap<Node, NodeDto>();
            options.CreateMap<Node, NodeRecord>();
        });

        string[] nested = NestedMembers(configuration);

        Assert.That(nested, Is.EquivalentTo(["NodeDto.Children", "NodeDto.Next", "NodeRecord.Next"]));
    }

    // AutoMapper 14 follows nested maps without a limit (GHSA-rvv3-g6hj-g44x), so maps must contain only plain values.
    private static string[] NestedMembers(MapperConfiguration configuration) =>
    [
        .. from map in configuration.Internal().GetAllTypeMaps()
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
