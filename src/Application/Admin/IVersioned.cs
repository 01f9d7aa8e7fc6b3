namespace CleanAuth.Application.Admin;

/// <summary>A resource with a version, which If-Match is compared with.</summary>
public interface IVersioned
{
    string Version { get; }
}
