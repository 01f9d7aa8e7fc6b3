namespace CleanAuth.Domain.Accounts;

/// <summary>Permissions under one name, to be given to several people.</summary>
public sealed class Group
{
    /// <summary>How many groups an account may be in, and how long a name may be in characters and in bytes of a JSON text: an access token may name them all, and must stay below 8 KiB.</summary>
    public const int MaxPerUser = 20;

    /// <summary>How many groups there are at most: lists and forms show all of them.</summary>
    public const int MaxCount = 200;
    public const int MaxNameLength = 150;
    public const int MaxNameBytes = 180;

    private Group()
    {
        // for EF Core
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = null!;

    public string NormalizedName { get; private set; } = null!;

    public PermissionSet Permissions { get; private set; } = PermissionSet.None;

    /// <summary>When it was last changed. No two changes have the same, so that it tells one state of the group from another.</summary>
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
