using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Admin.Users;

namespace CleanAuth.Application.Admin.Groups;

/// <summary>A group.</summary>
/// <param name="Id">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Permissions">What its members may do.</param>
/// <param name="Members">How many accounts are in it.</param>
/// <param name="Version">What the header ETag says of it too; what to send in If-Match.</param>
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
