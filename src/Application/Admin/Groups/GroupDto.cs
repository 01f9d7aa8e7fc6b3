using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Groups;

/// <summary>A group.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Permissions">The permissions of its members.</param>
/// <param name="Members">The number of members.</param>
/// <param name="Version">The version, equal to the header ETag; send it in If-Match.</param>
public sealed record GroupDto(Guid Id, string Name, IReadOnlyList<string> Permissions, int Members, string Version) : IVersioned
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static GroupDto Example => new(
        ExampleData.GroupId,
        "Support",
        [Domain.Accounts.Permissions.EndSession],
        Members: 3,
        EntityVersion.Of(ExampleData.Noon));
}
