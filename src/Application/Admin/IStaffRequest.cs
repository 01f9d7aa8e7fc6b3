namespace CleanAuth.Application.Admin;

/// <summary>
/// What only staff may ask for. The pipeline looks the caller up before anything else is done, whichever way the request
/// came; what a request needs beyond that stands at its head as an attribute.
/// </summary>
public interface IStaffRequest
{
    Guid CallerId { get; }
}

/// <summary>The caller needs this permission of <see cref="Domain.Accounts.Permissions"/>, or to be a superuser.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPermissionAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>The caller needs to be a superuser.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsSuperuserAttribute : Attribute;
