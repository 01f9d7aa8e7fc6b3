namespace CleanAuth.Domain.Accounts;

/// <summary>A named set of permissions that several accounts share.</summary>
public sealed class Group
{
    /// <summary>The largest number of groups. It is small because lists and forms show all groups on one page.</summary>
    public const int MaxCount = 200;

    /// <summary>
    /// The largest number of groups of an account. An access token may contain the names of all these groups, and must stay below 8 KiB.
    /// </summary>
    public const int MaxPerUser = 20;

    /// <summary>The longest name in characters.</summary>
    public const int MaxNameLength = 150;

    /// <summary>The longest name in bytes of JSON. Like <see cref="MaxPerUser"/>, it keeps access tokens below 8 KiB.</summary>
    public const int MaxNameBytes = 180;

    private Group()
    {
        // for EF Core
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = null!;

    public string NormalizedName { get; private set; } = null!;

    public PermissionSet Permissions { get; private set; } = PermissionSet.None;

    /// <summary>When the group was last changed. Two changes never share a time, so it serves as the version of the group.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Group Create(string name, PermissionSet permissions, DateTimeOffset now)
    {
        Group group = new() { Id = Guid.CreateVersion7(now) };
        group.Change(name, permissions, now);
        return group;
    }

    public void Change(string name, PermissionSet permissions, DateTimeOffset now)
    {
        Name = name;
        NormalizedName = Username.KeyOf(name);
        Permissions = permissions;
        UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddMicroseconds(1);
    }
}
