namespace CleanAuth.Application.Admin;

/// <summary>
/// A request that only staff may make. The pipeline checks the caller first, for the API and the pages alike.
/// Attributes on the request name the permissions that the caller needs.
/// </summary>
public interface IStaffRequest
{
    Guid CallerId { get; }
}

/// <summary>The caller must be a superuser, or have this permission of <see cref="Domain.Accounts.Permissions"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPermissionAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>The caller must be a superuser.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsSuperuserAttribute : Attribute;
