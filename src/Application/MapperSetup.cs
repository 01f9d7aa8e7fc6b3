using System.Reflection;
using AutoMapper;
using AutoMapper.Configuration;

namespace CleanAuth.Application;

/// <summary>
/// AutoMapper 8 collects LINQ's extension methods as map sources, which throws on .NET 10 for record destinations.
/// Without them it works, and our maps need none.
/// </summary>
internal sealed class MapperSetup : MapperConfigurationExpression, IProfileConfiguration
{
    IEnumerable<MethodInfo> IProfileConfiguration.SourceExtensionMethods => [];

    public static MapperConfiguration Create()
    {
        MapperSetup setup = new() { CreateMissingTypeMaps = false };
        setup.AddProfiles(Assembly.GetExecutingAssembly());
        return new MapperConfiguration(setup);
    }
}
